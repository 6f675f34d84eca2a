"""Write a run's report in the format that a person asks for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miwake.domain.comparisons import Comparison
from miwake.domain.errors import MiwakeError
from miwake.services.projects import Project
from miwake.services.runs import REPORT_FILE
from miwake.storage import photos

if TYPE_CHECKING:
    from miwake.reports import PhotoSource

FORMATS = ("html", "csv", "xlsx", "json")


def write_run_report(project: Project, comparison: Comparison) -> Path:
    """Write the HTML report of a run into its folder; return the file."""
    target = report_file(project, comparison.run)
    fresh = target.with_name(f".{target.name}")
    fresh.write_text(_html(project, comparison, with_photos=True), encoding="utf-8")
    fresh.replace(target)
    return target


def report_file(project: Project, run: str) -> Path:
    """Return where the HTML report of a run lies, or will lie."""
    return project.folder.jobs / run / REPORT_FILE


def report_json(project: Project, comparison: Comparison) -> dict[str, Any]:
    """Return the JSON object of the command line contract."""
    from miwake.reports import comparison_json  # noqa: PLC0415 - the window does not pay for report writers

    return comparison_json(comparison, report=str(report_file(project, comparison.run)))


def write_report(
    project: Project, comparison: Comparison, target: Path, *, form: str, with_photos: bool = True
) -> Path:
    """Write a report as html, csv, xlsx or json; return the file.

    Raises:
        MiwakeError: The file cannot be written.
    """
    from miwake.reports import write_csv, write_xlsx  # noqa: PLC0415 - see above

    source = _source(project) if with_photos else None
    try:
        if form == "html":
            target.write_text(_html(project, comparison, with_photos=with_photos), encoding="utf-8")
        elif form == "json":
            shown = json.dumps(report_json(project, comparison), ensure_ascii=False, indent=1)
            target.write_text(shown + "\n", encoding="utf-8")
        else:
            (write_csv if form == "csv" else write_xlsx)(comparison, target, photos=source)
    except OSError as error:
        raise MiwakeError(f"{target} cannot be written.", why=str(error), todo="Choose another place.") from error
    return target


def _html(project: Project, comparison: Comparison, *, with_photos: bool) -> str:
    from miwake.reports import render_html  # noqa: PLC0415 - see above

    source = _source(project) if with_photos else None
    return render_html(comparison, photos=source, title=project.name)


def _source(project: Project) -> "PhotoSource":
    from miwake.reports import PhotoSource  # noqa: PLC0415 - see above

    with project.database.read() as transaction:
        names = {photo.sha256: photo.name for photo in photos.photos(transaction)}
    return PhotoSource(project.thumbnails.get, names)
