"""The catalogue as rows: a heading for each sort of site, and under it its ready mix-ups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miwake.domain.catalogue import Domain, ReadyMixup
from miwake.domain.mixups import Mixup


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row: a heading, or a ready mix-up.

    Attributes:
        heading: The sort of site, in English and Japanese; empty for a mix-up.
        ready: The ready mix-up.
        here: Its name in the project, where the project has it.
    """

    heading: str = ""
    ready: ReadyMixup | None = None
    here: str = ""

    @property
    def id(self) -> str:
        """The mix-up's id; empty for a heading."""
        return self.ready.id if self.ready else ""

    @property
    def can_be_added(self) -> bool:
        """Whether it is a mix-up that the project lacks."""
        return self.ready is not None and not self.here


def catalogue_rows(
    catalogue: Iterable[ReadyMixup], mixups: Sequence[Mixup], *, domain: Domain | None = None, wanted: str = ""
) -> list[CatalogueRow]:
    """Return what is shown of the catalogue.

    Args:
        catalogue: All of it.
        mixups: Those of the project, which are marked.
        domain: Only this sort of site; None for all.
        wanted: Only what holds these words, in English or Japanese.
    """
    rows: list[CatalogueRow] = []
    last = None
    for ready in catalogue:
        if domain not in (None, ready.domain) or not ready.mentions(wanted):
            continue
        if ready.domain != last:
            rows.append(CatalogueRow(heading=f"{ready.title.en} · {ready.title.ja}"))
            last = ready.domain
        same = ready.among(mixups)
        rows.append(CatalogueRow(ready=ready, here=same.name if same else ""))
    return rows
