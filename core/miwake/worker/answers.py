"""Sort photos by the answers of a file."""

from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import MiwakeError
from miwake.domain.mixups import choice_of
from miwake.photos.answers_file import read_answers
from miwake.photos.names import NamedPhoto, match_names
from miwake.services.mixups import mixup_named
from miwake.services.photos import list_photos
from miwake.services.projects import Project
from miwake.services.sorting import Sorted, sort_photos


@dataclass(frozen=True, slots=True)
class SortedFile:
    """What was sorted, and the lines that could not be, in words."""

    sorted: Sorted
    problems: tuple[str, ...]


def sort_from_file(project: Project, mixup: str, path: Path) -> SortedFile:
    """Sort photos by a table of `image,choice`, as one step; what names no photo or no choice is left out.

    Raises:
        NotFoundError: There is no such mix-up or file.
        RefusedError: The file cannot be read.
    """
    question = mixup_named(project, mixup)
    file = read_answers(path)
    photos = {photo.sha256: photo for photo in list_photos(project) if photo.made is None}
    names = [NamedPhoto(sha256, photo.path) for sha256, photo in photos.items()]
    matches = match_names((row.image for row in file.rows), names, folder=path.parent)
    problems = [f"line {bad.line}: {bad.reason}" for bad in file.bad_lines] + list(matches.refused.values())
    answers: dict[int, int | None] = {}
    skipped = 0
    for row in file.rows:
        if row.image not in matches.found:
            continue
        try:
            choice = choice_of(row.choice, question.choices)
        except MiwakeError as error:
            problems.append(f"line {row.line}: {error}")
            continue
        photo = photos[matches.found[row.image]].id
        if choice is None:
            skipped += 1
        elif answers.setdefault(photo, choice) != choice:
            problems.append(f"line {row.line}: {row.image} has another answer above, which is kept.")
    done, _ = sort_photos(project, question.id, answers) if answers else (Sorted(), None)
    return SortedFile(done + Sorted(skipped=skipped), tuple(problems))
