"""What the grid of photos asks: which photos, and all that is known of one."""

from dataclasses import dataclass

from miwake.domain.captions import Caption
from miwake.domain.mixups import Answer
from miwake.domain.photos import Photo
from miwake.services.projects import Project
from miwake.storage import browsing, captions, mixups, photos


@dataclass(frozen=True, slots=True)
class Browse:
    """Which photos to show.

    Attributes:
        search: Part of the name or of a description.
        described: Only with a description, or only without; None for both.
        mixup: Only photos with this answer to this mix-up …
        choice: … 1…n, 0 for neither, None for those without an answer.
    """

    search: str = ""
    described: bool | None = None
    mixup: int | None = None
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """All that the side panel shows of one photo.

    `scene_photos` counts the photos of its scene, itself included, other edited copies left out.
    """

    photo: Photo
    captions: tuple[Caption, ...]
    scene_photos: int
    answers: tuple[Answer, ...] = ()


def browse(project: Project, wanted: Browse) -> list[int]:
    """Return the photos that fit, in the order of their import."""
    with project.database.read() as transaction:
        return browsing.browse(
            transaction,
            search=wanted.search.strip(),
            described=wanted.described,
            mixup=wanted.mixup,
            choice=wanted.choice,
        )


def photo_sheet(project: Project, photo_id: int) -> PhotoSheet:
    """Return all that is known of one photo.

    Raises:
        NotFoundError: It is not in the project.
    """
    with project.database.read() as transaction:
        found = photos.photo(transaction, photo_id)
        return PhotoSheet(
            photo=found,
            captions=tuple(captions.captions(transaction, photos=[photo_id])),
            scene_photos=browsing.scene_size(transaction, found.group) + int(found.made is not None),
            answers=tuple(mixups.answers(transaction, photo=photo_id)),
        )
