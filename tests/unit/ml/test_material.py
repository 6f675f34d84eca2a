"""What a run computes from, cut to fit its time: edited copies go with their photos."""

from PIL import Image

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.material import gather, shortened
from miwake.ml.options import TrainingOptions


def test_a_photo_that_is_left_out_takes_its_copies_along_and_marked_pairs_stay() -> None:
    photos = [SnapshotPhoto(f"p{n}", "", n, Split.TRAIN) for n in range(12)]
    copies = [SnapshotPhoto(f"c{n}", "", n, Split.TRAIN, made_of=f"p{n}") for n in range(12)]
    examples = tuple(
        Example(p.sha256, p.sha256, f"{p.sha256} on the left", None, None, (Confusable("x"),)) for p in photos
    )
    made = [SnapshotPair(f"copy-{n}", f"p{n}", f"c{n}", f"p{n} on the left", "other", Split.TRAIN) for n in range(12)]
    marked = SnapshotPair("pair-1", "p0", "p11", "a", "b", Split.TRAIN)
    snapshot = Snapshot((*photos, *copies), examples, (marked, *made))
    material = gather(snapshot, [], options=TrainingOptions(), open_photo=lambda _path: Image.new("RGB", (4, 4)))
    assert len(material.training_photos) == 24
    kept = shortened(material, photos=8, replay=0)
    used = {case.photo for case in kept.cases}
    assert len(used) == 4
    assert {pair.first.photo for pair in kept.pairs if pair.made} == used
    assert [pair.second.photo for pair in kept.pairs if not pair.made] == ["p11"]
