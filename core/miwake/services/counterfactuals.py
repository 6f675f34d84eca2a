"""Keep edited copies of photos: only of training scenes, with their parent, in one undoable step each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miwake.domain.captions import Caption
from miwake.domain.changes import Changes
from miwake.domain.counterfactuals import ChangedCaption, Counterfactual, PhotoEdit
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.photos import NewPhoto, Photo
from miwake.domain.terms import CaptionSource, Split
from miwake.domain.texts import normalised
from miwake.services.projects import Project
from miwake.storage import captions, photos
from miwake.storage import counterfactuals as rows
from miwake.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class NewCopy:
    """An edited copy whose file lies in the project.

    Attributes:
        photo: What the file is.
        parent: Identifier of the photo that it is a copy of.
        operation: What was done.
        parameters: With what.
        captions: The descriptions that the edit changed; at least one.
        typed: A person wrote what is true of the copy.
        accepted: What spoke against it and was accepted all the same.
    """

    photo: NewPhoto
    parent: int
    operation: PhotoEdit
    parameters: Mapping[str, Any]
    captions: tuple[ChangedCaption, ...]
    typed: bool = False
    accepted: str | None = None


def require_copiable(photo: Photo) -> None:
    """Let only photos of training scenes have edited copies; see docs/adr, "Edited copies train, they never test".

    Raises:
        RefusedError: It is an edited copy itself, is in a validation or test scene, or has no description yet.
    """
    if photo.made is not None:
        raise RefusedError(
            f"{photo.name} is an edited copy itself.", kept="No copy was made.", todo="Make one of its original."
        )
    if photo.split is None:
        raise RefusedError(
            f"{photo.name} has no description yet.",
            kept="No copy was made.",
            todo="Describe or sort it first: what is true of the copy follows from what is true of the photo.",
        )
    if photo.split is not Split.TRAIN:
        raise RefusedError(
            f"{photo.name} is in a {photo.split} scene.",
            why="Edited copies train; nothing that was made may decide what is proven.",
            kept="No copy was made.",
            todo="Choose photos of training scenes: `--filter split:train`.",
        )


def add_copy(project: Project, new: NewCopy, *, title: str, series: str | None = None) -> tuple[Photo, Changes]:
    """Write an edited copy with its descriptions, into the scene of its original.

    Raises:
        RefusedError: It is there already, the original may have none, or its descriptions have changed meanwhile.
        NotFoundError: The original is not in the project.
    """
    with project.database.action("copy", title, series=series) as transaction:
        parent = photos.photo(transaction, new.parent)
        require_copiable(parent)
        _require_said(transaction, new)
        known = photos.known_sha256(transaction).get(new.photo.sha256)
        if known is not None:
            raise RefusedError(f"This edited copy is there already, as photo {known}.", kept="Nothing was changed.")
        photo = photos.add_photo(transaction, new.photo, group=parent.group)
        sources = {_add_caption(transaction, photo, each, typed=new.typed): each.was for each in new.captions}
        made = Counterfactual(
            parent=new.parent,
            operation=new.operation,
            parameters=new.parameters,
            made_by=project.person,
            accepted=new.accepted,
            accepted_by=project.person if new.accepted else None,
            sources=sources,
        )
        rows.add_counterfactual(transaction, photo, made)
        added = photos.photo(transaction, photo)
    return added, transaction.changes


def copies_of(project: Project, photo: int) -> list[Photo]:
    """Return the edited copies of a photo."""
    with project.database.read() as transaction:
        return photos.photos(transaction, ids=rows.copies_of(transaction, photo))


def chosen_captions(own: Sequence[Caption], wanted: Sequence[int]) -> list[Caption]:
    """Return the descriptions of a photo that a person named by number; all where none was named.

    Raises:
        NotFoundError: One of them is not a description of the photo.
    """
    known = {each.id: each for each in own}
    for number in wanted:
        if number not in known:
            raise NotFoundError(
                f"Description {number} is not one of this photo's.",
                todo=f"It has: {'; '.join(f'{each.id} {each.text}' for each in own) or 'none'}.",
            )
    return [known[number] for number in wanted] if wanted else list(own)


def _require_said(transaction: Transaction, new: NewCopy) -> None:
    own = {normalised(each.text) for each in captions.captions(transaction, photos=[new.parent])}
    if not new.captions or not all(normalised(each.was) in own for each in new.captions):
        raise RefusedError(
            "The photo's descriptions have changed meanwhile.", kept="No copy was made.", todo="Try again."
        )
    if any(normalised(each.now) in own for each in new.captions):
        raise RefusedError(
            "The copy would be described as the photo is.",
            why="What is true of both tells them not apart.",
            kept="No copy was made.",
        )


def _add_caption(transaction: Transaction, photo: int, changed: ChangedCaption, *, typed: bool) -> int:
    source = CaptionSource.TYPED if typed else CaptionSource.COUNTERFACTUAL
    caption, _ = captions.add_caption(transaction, photo, changed.now.strip(), source=source)
    return caption.id
