"""What holds for the repository as a whole: sizes, names, reasons, and that the README's commands exist."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("core", "desktop", "resources")
MOST_LINES = 300
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
DECISION_HEADINGS = ["Decision", "Why", "Rejected"]


def _modules() -> list[Path]:
    return [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]


def _shown(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_there_are_modules_to_look_at() -> None:
    assert len(_modules()) > 50


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert not {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [path for path in _modules() if FORBIDDEN_NAMES & {path.stem, path.parent.name, *path.stem.split("_")}]
    assert not _shown(vague)


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    silent = []
    for path in _modules():
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if not docstring or not docstring.strip().splitlines()[0].endswith((".", ":", "?")):
            silent.append(path)
    assert not _shown(silent)


def test_every_folder_of_a_package_is_a_package() -> None:
    # load.py is part of a model's folder: it is run from there, never imported.
    tops = [ROOT / "core/miwake", ROOT / "desktop/miwake_desktop", ROOT / "resources/miwake_resources"]
    folders = {path.parent for top in tops for path in top.rglob("*.py") if path.name != "load.py"}
    assert not _shown([folder for folder in sorted(folders) if not (folder / "__init__.py").exists()])


def test_role_folders_are_no_packages() -> None:
    # A package named packaging breaks transformers; the others would hide what they contain.
    assert not [folder for folder in (*CODE, "packaging", "tests") if (ROOT / folder / "__init__.py").exists()]


def test_the_domain_imports_only_itself_and_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"miwake"}
    for path in (ROOT / "core/miwake/domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            outside = [name for name in names if name.partition(".")[0] not in allowed]
            assert not outside, f"{path.name}: {outside}"
            assert not [name for name in names if name.startswith("miwake.") and not name.startswith("miwake.domain")]


def test_every_linter_exception_has_its_reason_beside_it() -> None:
    section = ""
    silent = []
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        if section.startswith("[tool.ruff.lint") and re.match(r'\s+"[A-Z]+\d*",', line) and "# " not in line:
            silent.append(line.strip())
    assert not silent


def test_no_blanket_exceptions_in_the_code() -> None:
    blanket = re.compile(r"#\s*(noqa(?!:)|type:\s*ignore(?!\[))")
    assert not _shown([path for path in _modules() if blanket.search(path.read_text(encoding="utf-8"))])


def test_every_warning_that_is_let_through_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    filters = tomllib.loads(text)["tool"]["pytest"]["ini_options"]["filterwarnings"]
    assert filters[0] == "error"
    block = text.partition("filterwarnings = [")[2].partition("\n]")[0]
    assert len(re.findall(r'^\s+"ignore.*# ', block, flags=re.MULTILINE)) == len(filters) - 1


def test_the_commands_of_the_documentation_exist_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    for document in ("README.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))):
        text = (ROOT / document).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, flags=re.MULTILINE))
        assert named <= targets, f"{document}: {named - targets}"
    assert {"demo", "test"} <= set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))


def test_the_files_that_the_documentation_links_to_exist() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
        missing = [link for link in links if not (document.parent / link).exists()]
        assert not missing, f"{document.relative_to(ROOT)}: {missing}"


def test_every_decision_record_is_listed_and_says_what_was_rejected() -> None:
    folder = ROOT / "docs/adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(folder.glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(DECISION_HEADINGS) <= set(headings), path.name
        assert f"({path.name})" in index, path.name


def test_the_lock_names_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", each)[0]).lower() for each in wanted}
    assert not names - locked


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9-]+==)", (ROOT / "requirements.lock").read_text(encoding="utf-8"))[1:]
    assert len(entries) > 100
    assert not [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]


def test_the_version_is_one() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f'__version__ = "{version}"' in (ROOT / "core/miwake/__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", ["packaging/setup.sh", "packaging/qt_libraries.sh", ".ci/run"])
def test_scripts_can_be_run_and_stop_at_the_first_error(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_import_rules_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout
