"""Answers that a model gave for new photos: read them, write them as a table."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told
from miwake.domain.wording import counted
from miwake.jobs import JobFolder, new_spec
from miwake.photos.sources import FoundPhoto, find_photos
from miwake.services.kept_files import read_kept
from miwake.services.mixups import list_mixups
from miwake.services.models import active_model
from miwake.services.projects import Project

TELL = "tell"
ANSWERS_FILE = "answers.json"
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Characters that no XML file may hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COLUMNS = ("path", "mixup", "answer", "closest", "margin", "promise")


def require_tellable(project: Project, folder: Path) -> None:
    """Check, before anything is loaded, that there is something to answer and something to look at.

    Raises:
        NotFoundError: There is no such folder.
        RefusedError: The project has no mix-up, or the folder no photo.
    """
    if not list_mixups(project):
        raise RefusedError("There is no mix-up to answer.", todo="Say first what gets mixed up.")
    if not folder.exists():
        raise NotFoundError(f"There is no folder {folder}.")
    if not any(isinstance(each, FoundPhoto) and each.member is None for each in find_photos([folder])):
        raise RefusedError(f"There is no photo in {folder}.", todo="Choose a folder with photos.")


def queue_telling(project: Project, folder: Path) -> JobFolder:
    """Make the job that tells a folder of new photos apart; whoever called starts its process.

    Raises:
        NotFoundError: There is no such folder.
        RefusedError: The project has no mix-up, or the folder no photo.
    """
    require_tellable(project, folder)
    params = {"folder": str(folder.absolute()), "model": active_model(project)}
    spec = new_spec(TELL, project=str(project.folder.root), params=params, title=f"Telling apart {folder.name}")
    return JobFolder(project.folder.jobs / spec.id).create(spec)


def read_telling(project: Project, job: str) -> Telling:
    """Return the answers of a job.

    Raises:
        NotFoundError: It has none.
        DamagedError: They cannot be read.
    """
    file = project.folder.jobs / job / ANSWERS_FILE
    if not file.is_file():
        raise NotFoundError(f"Job {job} has no answers.", why="It has not ended, or was cancelled.")
    return read_kept(file, Telling.from_json, what="These answers", todo="Tell the photos apart again.")


def write_telling(telling: Telling, target: Path) -> Path:
    """Write the answers as .csv, .xlsx or .json, by the file's ending; return the file.

    Raises:
        MiwakeError: The ending is another one, or the file cannot be written.
    """
    require_known_ending(target)
    try:
        _WRITERS[target.suffix.lower()](telling, target)
    except OSError as error:
        raise MiwakeError(f"{target} cannot be written.", why=str(error), todo="Choose another place.") from error
    return target


def require_known_ending(target: Path) -> None:
    """Check that answers can be written to a file of that name.

    Raises:
        MiwakeError: Its ending is none of .csv, .xlsx and .json.
    """
    if target.suffix.lower() not in _WRITERS:
        raise MiwakeError(f"{target.name} has no known ending.", todo=f"Use one of {', '.join(_WRITERS)}.")


def write_sidecars(telling: Telling) -> tuple[int, tuple[Path, ...]]:
    """Write an XMP file with the given answers beside each photo; return how many, and those left as they were.

    A sidecar that is there already is never overwritten; the photos themselves are not touched.

    Raises:
        MiwakeError: A folder cannot be written.
    """
    by_photo: dict[str, list[Told]] = {}
    for told in telling.answers:
        by_photo.setdefault(told.path, []).append(told)
    written, kept = 0, []
    for path, answers in by_photo.items():
        target = Path(f"{path}.xmp")
        if target.exists():
            kept.append(target)
            continue
        try:
            target.write_text(_packet(answers), encoding="utf-8")
        except OSError as error:
            kept_words = (
                f"{counted(written, 'sidecar was', 'sidecars were')} written before it; the photos are unchanged."
            )
            raise MiwakeError(f"{target} cannot be written.", why=str(error), kept=kept_words) from error
        written += 1
    return written, tuple(kept)


def _packet(answers: list[Told]) -> str:
    given = [each for each in answers if each.answer not in (NOT_SURE, NEITHER)]
    words = "".join(f"<rdf:li>{escape(_NOT_XML.sub('', f'{each.mixup}: {each.answer}'))}</rdf:li>" for each in given)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>\n'
    )


def _write_csv(telling: Telling, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([_harmless(cell) for cell in cells] for cells in _rows(telling))


def _rows(telling: Telling) -> Iterator[tuple[str | float, ...]]:
    """Yield a row an answer, in the order of `COLUMNS`; what holds of an answer stands beside it."""
    shares = {each.mixup: each.promised for each in telling.mixups}
    for told in telling.answers:
        share = shares.get(told.mixup)
        promise = "no promise" if share is None else f"at most {share:.0%} wrong"
        given = promise if told.answer != NOT_SURE else ""
        yield told.path, told.mixup, told.answer, told.closest, told.margin, given


def _harmless(value: str | float) -> str | float:
    """Return a cell that no spreadsheet program runs: what looks like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_json(telling: Telling, target: Path) -> None:
    target.write_text(json.dumps(telling.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_xlsx(telling: Telling, target: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only who asks for a workbook pays for it

    # Its own errors for a file that cannot be written are no OSError.
    target.open("ab").close()
    with xlsxwriter.Workbook(str(target)) as workbook:
        sheet = workbook.add_worksheet("Answers")
        sheet.write_row(0, 0, COLUMNS, workbook.add_format({"bold": True}))
        for row, cells in enumerate(_rows(telling), start=1):
            for column, value in enumerate(cells):
                # As text, so that a path which begins like a formula is not run as one.
                (sheet.write_number if isinstance(value, float) else sheet.write_string)(row, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(telling.answers)), len(COLUMNS) - 1)
        sheet.autofit()


_WRITERS: dict[str, Callable[[Telling, Path], None]] = {".csv": _write_csv, ".xlsx": _write_xlsx, ".json": _write_json}
