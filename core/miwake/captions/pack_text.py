"""The text of a lexicon pack: from bytes to YAML nodes, with a word on what editors and systems do to such files."""

import re
from pathlib import Path
from typing import Any

import yaml

from miwake.captions.pack_mistakes import PackError
from miwake.domain.errors import NotFoundError
from miwake.domain.lexicons import Mistake

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAB = re.compile(r"^ *\t")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uff66-\uff9f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def pack_text(path: Path) -> str:
    """Return the text of a pack's file.

    Raises:
        NotFoundError: There is no such file, or it cannot be read.
        PackError: It is not UTF-8; the message names the line and what it seems to be instead.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"The lexicon pack {path} cannot be read.", why=str(error.strerror)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError(
            str(path), [Mistake(line, f"this is not UTF-8 text.{_seems(content)} Save it as UTF-8.")]
        ) from None


def _seems(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return " It is UTF-16 (“Unicode”)."
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return " It seems to be Shift-JIS (CP932, “ANSI” on a Japanese Windows)." if _JAPANESE.search(text) else ""


def yaml_root(content: str, *, origin: str) -> Any:
    """Return the root node of a YAML text.

    Raises:
        PackError: It is not YAML, or nothing is in it; the message names the line.
    """
    try:
        root = yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise PackError(origin, [_not_yaml(error, content)]) from error
    if root is None:
        raise PackError(origin, [Mistake(1, "the pack is empty.")])
    return root


def _not_yaml(error: yaml.YAMLError, content: str) -> Mistake:
    lines = content.split("\n")
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line + 1, len(lines)) if mark else 1
    for number in (line, line - 1):
        if number > 0 and _TAB.match(lines[number - 1]):
            return Mistake(number, "this is not valid YAML: a tab indents the line. Use spaces.")
    why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    return Mistake(line, f"this is not valid YAML{f': {why}' if why else ''}.")
