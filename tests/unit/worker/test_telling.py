"""Nothing is sure of a mix-up that nobody sorted a photo by."""

from collections.abc import Callable
from pathlib import Path

from fakes import RecordingControl
from miwake.domain.mixups import NewMixup
from miwake.domain.telling import NOT_SURE
from miwake.services.mixups import add_mixups, list_mixups
from miwake.services.photos import list_photos
from miwake.services.projects import Project
from miwake.services.sorting import sort_photos
from miwake.worker.importing import ImportRequest, import_sources
from miwake.worker.telling import TellRequest, tell
from unit.ml.kit import VIT, write_model

CHOICES = ("an open valve", "a closed valve")


def test_a_mixup_is_answered_only_where_photos_were_sorted_by_it(
    project: Project, tmp_path: Path, draw: Callable[..., Path]
) -> None:
    for number in range(6):
        draw(tmp_path / "in" / f"{number}.png", number)
    import_sources(project, ImportRequest((tmp_path / "in",)), control=RecordingControl())
    add_mixups(project, [NewMixup("valve", CHOICES), NewMixup("helmet", ("a helmet worn", "a helmet in hand"))])
    valve = next(each.id for each in list_mixups(project) if each.name == "valve")
    sort_photos(project, valve, {photo.id: photo.id % 2 + 1 for photo in list_photos(project)})
    draw(tmp_path / "new" / "a.png", 50)
    (tmp_path / "model").mkdir()
    model = write_model(tmp_path / "model", VIT)
    wanted = TellRequest(tmp_path / "new", model=str(model), device="cpu")
    answers = {told.mixup: told for told in tell(project, wanted, control=RecordingControl()).answers}
    assert answers["valve"].answer in CHOICES
    assert answers["helmet"].answer == NOT_SURE
    assert answers["helmet"].closest
