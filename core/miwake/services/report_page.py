"""A finished comparison as the words, counts and photos that the window shows: the same that the HTML report says."""

from typing import TYPE_CHECKING

from miwake.domain.comparisons import Comparison
from miwake.services.projects import Project
from miwake.storage import photos

if TYPE_CHECKING:
    from miwake.reports.page import Page
    from miwake.reports.parts_view import DirectionRow, Row, Table
    from miwake.reports.photo_cards import Card, Line, Section
    from miwake.reports.trust import Fact

__all__ = ["Card", "DirectionRow", "Fact", "Line", "Page", "Row", "Section", "Table", "report_page"]


def report_page(project: Project, comparison: Comparison) -> "Page":
    """Return what the report shows; the `picture` of a card is the SHA-256 of its photo, see `photos.thumbnail`."""
    # The window pays for the report's words only when a report is shown.
    from miwake.reports.page import page  # noqa: PLC0415
    from miwake.reports.sources import PhotoSource  # noqa: PLC0415
    from miwake.reports.texts import Texts  # noqa: PLC0415

    class ByHash(PhotoSource):
        """Names a photo instead of embedding it."""

        def data_uri(self, sha256: str) -> str:
            """Return the photo's identity."""
            return sha256

    with project.database.read() as transaction:
        names = {photo.sha256: photo.name for photo in photos.photos(transaction)}
    return page(comparison, photos=ByHash(project.thumbnails.get, names), title=project.name, texts=Texts())
