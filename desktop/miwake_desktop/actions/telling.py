"""What can be done with the answers for new photos: have them made, and written out."""

from pathlib import Path

from miwake.domain.telling import Telling
from miwake.services.tellings import queue_telling, write_sidecars, write_telling
from miwake_desktop.jobs import Jobs
from miwake_desktop.session import Session
from miwake_desktop.texts import counted, tr


def tell(session: Session, folder: Path) -> None:
    """Have a folder of new photos told apart by the model in use."""
    Jobs.of(session).start(lambda project: queue_telling(project, folder))


def export_answers(session: Session, telling: Telling, target: Path) -> None:
    """Write the answers as a table."""
    session.ask(
        lambda _project: write_telling(telling, target),
        lambda written: session.said.emit(f"{tr('Written:')} {written}"),
    )


def export_sidecars(session: Session, telling: Telling) -> None:
    """Write a sidecar beside each photo; the photos, and sidecars that are there already, are not touched."""

    def said(answer: tuple[int, tuple[Path, ...]]) -> None:
        written, kept = answer
        words = counted(written, "sidecar was written.", "sidecars were written.")
        if kept:
            words += f" {counted(len(kept), 'was', 'were')} {tr('there already and left as it was.')}"
        session.said.emit(words)

    session.ask(lambda _project: write_sidecars(telling), said)
