"""Free site scenes: workers, cones, barrels and the like, standing in relation to each other."""

from miwake.scenes.layouts.setting import Scenery
from miwake.scenes.layouts.supporting import SMALL_COLOURS, place_small, place_worker
from miwake.scenes.objects.yard import draw_ladder
from miwake.scenes.raster import Spot
from miwake.scenes.stage import Actor


def crew_scene(scenery: Scenery, answer: int) -> None:
    """Put one or two workers among a few things; `answer` is not used."""
    dice = scenery.dice
    ground = scenery.stage.ground
    slots = [0.2, 0.5, 0.8] if dice.random() < 0.6 else [0.3, 0.7]
    dice.shuffle(slots)
    poses = ["standing", "kneeling", "walking", "pointing"]
    ppm = ground.size[1] / dice.uniform(2.3, 3.0)
    workers = 1 if len(slots) == 2 or dice.random() < 0.7 else 2
    for i in range(workers):
        spot = Spot(ground.size[0] * slots.pop(), ground.size[1] * dice.uniform(0.86, 0.95), ppm)
        helmet = dice.choice(("worn", "worn", "held", "none"))
        place_worker(scenery, f"worker{i + 1}", spot, pose=dice.choice(poses), helmet=helmet)
    for i, x in enumerate(slots):
        noun = dice.choice(sorted(SMALL_COLOURS))
        at = Spot(ground.size[0] * x, ground.size[1] * dice.uniform(0.84, 0.96), ppm * 0.95)
        place_small(scenery, f"thing{i + 1}", noun, at)
    assert answer >= 0


def row_scene(scenery: Scenery, answer: int) -> None:
    """Put several things of one or two sorts, to be counted and compared; `answer` is not used."""
    dice = scenery.dice
    ground = scenery.stage.ground
    count = dice.randint(2, 5)
    noun, other = dice.sample(sorted(SMALL_COLOURS), 2)
    colour = dice.choice(SMALL_COLOURS[noun])
    odd = dice.random() < 0.4
    ppm = ground.size[1] / dice.uniform(2.7, 3.6)
    for i in range(count):
        x = (i + 0.75) / (count + 0.5) + dice.uniform(-0.02, 0.02)
        spot = Spot(ground.size[0] * x, ground.size[1] * dice.uniform(0.78, 0.84), ppm * min(1.0, 3.6 / count))
        chosen = dice.choice(SMALL_COLOURS[noun]) if odd else colour
        place_small(scenery, f"{noun} {i + 1}", noun, spot, colour=chosen)
    if dice.random() < 0.6:
        spot = Spot(ground.size[0] * dice.uniform(0.2, 0.8), ground.size[1] * 0.98, ppm)
        place_small(scenery, "other1", other, spot)
    assert answer >= 0


def climb_scene(scenery: Scenery, answer: int) -> None:
    """Put a worker on or beside a ladder; `answer` is not used."""
    dice = scenery.dice
    ground = scenery.stage.ground
    ppm = ground.size[1] / dice.uniform(3.2, 3.7)
    x, y = ground.size[0] * dice.uniform(0.4, 0.6), ground.size[1] * dice.uniform(0.9, 0.96)
    wooden = dice.random() < 0.5
    rgb = (190, 148, 96) if wooden else (176, 182, 186)
    ladder = draw_ladder(rgb, tall=dice.uniform(2.7, 3.0), lean=0.0, cut=scenery.cut())
    traits = {"material": "wooden" if wooden else "metal"}
    scenery.add(Actor("ladder1", "ladder", ladder, Spot(x, y, ppm), traits))
    on = dice.random() < 0.6
    if on:
        spot = Spot(x, y - ppm * dice.uniform(0.5, 0.8), ppm)
        worker = place_worker(scenery, "worker1", spot, pose="climbing", helmet=dice.choice(("worn", "worn", "none")))
        worker.layer, worker.raised = 1, True
        scenery.links.append(("worker1", "on", "ladder1"))
    else:
        side = dice.choice((-1, 1))
        spot = Spot(x + side * ppm * 0.8, y + 4, ppm)
        place_worker(scenery, "worker1", spot, pose="standing", helmet=dice.choice(("worn", "held", "none")))
    place_small(
        scenery, "thing1", dice.choice(sorted(SMALL_COLOURS)), Spot(x + dice.choice((-1, 1)) * ppm * 1.6, y + 6, ppm)
    )
    assert answer >= 0
