"""What the tests of services share: photos in scenes, a look at all rows, proposals without the caption engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from miwake.domain.edits import Edit
from miwake.domain.mixups import Mixup, NewMixup
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.photos import NewPhoto
from miwake.domain.terms import Kind, NegativeSource, Operation
from miwake.services.descriptions import descriptions
from miwake.services.importing import NewCaption, Placed, add_captions, add_photos
from miwake.services.mixups import add_mixups, mixup_named
from miwake.services.negatives import add_proposals
from miwake.services.projects import Project
from miwake.storage.tables import Base

VALVE = ("an open valve", "a closed valve", "a valve that is half open")


def sha(number: int) -> str:
    return f"{number:064x}"


def with_photos(project: Project, count: int, *, per_scene: int = 1, start: int = 0) -> list[int]:
    """Add photos IMG_<n>.jpg that have no file; return their identifiers."""
    placed = [
        Placed(
            NewPhoto(sha(n), Path(f"/photos/IMG_{n}.jpg"), f"IMG_{n}.jpg", 1, 1, 1), scene=f"{start}-{n // per_scene}"
        )
        for n in range(start, start + count)
    ]
    ids, _ = add_photos(project, placed, series=f"import-{start}")
    return list(ids.values())


def with_mixup(project: Project, name: str = "valve", choices: Sequence[str] = VALVE[:2], **more: Any) -> Mixup:
    add_mixups(project, [NewMixup(name, tuple(choices), **more)])
    return mixup_named(project, name)


def with_captions(project: Project, texts: dict[int, str]) -> list[int]:
    """Import captions; return their identifiers in the order of the photos."""
    add_captions(project, [NewCaption(photo, text) for photo, text in texts.items()])
    return [caption.id for caption in descriptions(project) if caption.text == texts.get(caption.photo)]


def proposal(
    text: str, *edits: Edit, kind: Kind = Kind.STATE, suspect: str | None = None, plausibility: float = 0.5
) -> Proposal:
    return Proposal(text, kind, edits, Operation.REPLACE, NegativeSource.LEXICON, plausibility, suspect)


def with_negatives(project: Project, caption: int, *proposals: Proposal) -> int:
    text = next(each.text for each in descriptions(project) if each.id == caption)
    return add_proposals(project, [(caption, Proposals(text, proposals))], series="negatives")[0]


def rows(project: Project) -> dict[str, list[dict[str, Any]]]:
    """All that the project holds, the journal and the splits of scenes apart."""
    with project.database.read() as transaction:
        found = {
            table.name: [dict(row) for row in transaction.session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
            if not table.name.startswith("journal")
        }
    for group in found["groups"]:
        del group["split"]
    return {name: sorted(each, key=lambda row: row["id"]) for name, each in found.items()}
