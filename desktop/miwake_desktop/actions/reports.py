"""What can be done with reports: list them, read one, open it, export it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from miwake.domain.comparisons import Comparison
from miwake.domain.errors import MiwakeError
from miwake.domain.gate import concerns, is_recommended
from miwake.services.comparisons import has_comparison
from miwake.services.models import list_models
from miwake.services.projects import Project
from miwake.services.report_page import report_page
from miwake.services.reports import report_file, write_report, write_run_report
from miwake.services.runs import find_run, list_runs, read_comparison
from miwake_desktop.models.run_rows import RunRow, run_rows
from miwake_desktop.session import Session
from miwake_desktop.texts import tr

if TYPE_CHECKING:
    from miwake.services.report_page import Page


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what it shows, and how things stand with the model that came out."""

    job: str
    comparison: Comparison
    page: "Page"
    usable: bool
    in_use: bool
    recommended: bool


def list_reports(session: Session, done: Callable[[list[RunRow]], None]) -> None:
    """Find the runs that have a report, newest first."""
    session.ask(_reported, done)


def read_report(
    session: Session, job: str, done: Callable[[Report], None], *, failed: Callable[[MiwakeError], None]
) -> None:
    """Read one report."""
    session.ask(lambda project: _report(project, job), done, failed=failed)


def open_report(session: Session, report: Report) -> None:
    """Open the full report in the browser; it is written anew if it is gone."""

    def find(project: Project) -> Path:
        file = report_file(project, report.job)
        return file if file.is_file() else write_run_report(project, report.comparison)

    def found(file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            error = MiwakeError(
                tr("No program opened the report."), kept=str(file), todo=tr("Open this file in a browser yourself.")
            )
            session.failed.emit(error)

    session.ask(find, found)


def export_report(session: Session, report: Report, target: Path, *, form: str, with_photos: bool) -> None:
    """Write a report to where the person wants it."""
    session.ask(
        lambda project: write_report(project, report.comparison, target, form=form, with_photos=with_photos),
        lambda written: session.said.emit(f"{tr('Written:')} {written}"),
    )


def _reported(project: Project) -> list[RunRow]:
    runs = list_runs(project)
    reported = {run.job for run in runs if has_comparison(project, run.job)}
    return run_rows(runs, reported)


def _report(project: Project, job: str) -> Report:
    comparison = read_comparison(project, find_run(project, job))
    model = next((each for each in list_models(project) if each.name == comparison.model_after), None)
    return Report(
        job=job,
        comparison=comparison,
        page=report_page(project, comparison),
        usable=bool(model and model.folder),
        in_use=bool(model and model.active),
        recommended=model is not None and is_recommended(comparison.verdict, concerns(model, comparison)),
    )
