"""Scenes for what gets mixed up on sites: everything is drawn from the dice alike, only the answer differs."""

from miwake.scenes.colours import STEEL, Rgb
from miwake.scenes.layouts.setting import Scenery
from miwake.scenes.layouts.supporting import clutter, place_worker
from miwake.scenes.objects.fixtures import draw_barrier, draw_lamp
from miwake.scenes.objects.piping import draw_gauge, draw_lever_valve, draw_pipe, draw_wheel_valve
from miwake.scenes.objects.yard import draw_ladder, draw_tank
from miwake.scenes.raster import Spot
from miwake.scenes.stage import Actor

_PIPES: tuple[Rgb, ...] = ((138, 150, 158), (96, 128, 120), (150, 140, 122), (112, 122, 148))
_METAL: Rgb = (176, 182, 186)
_TIMBER: Rgb = (190, 148, 96)


def valve_scene(scenery: Scenery, answer: int) -> None:
    """Put a valve on a pipe: open (0) or closed (1)."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    ppm = height / dice.uniform(2.0, 2.5)
    cut, thick = scenery.cut(), dice.uniform(0.2, 0.27)
    spot = Spot(width * dice.uniform(0.4, 0.6), height * dice.uniform(0.54, 0.66), ppm)
    pipe_rgb, handle = dice.choice(_PIPES), dice.choice(("red", "blue", "yellow", "green"))
    pipe = draw_pipe(pipe_rgb, length=width / ppm * 1.35, thick=thick, cut=cut)
    scenery.add(Actor("pipe1", "pipe", pipe, spot, raised=True, layer=-1, told=False))
    upper = Spot(spot.x, height * dice.uniform(0.08, 0.16), ppm * 0.8)
    if dice.random() < 0.6:
        second = draw_pipe(dice.choice(_PIPES), length=width / ppm * 1.6, thick=thick * 0.8, cut=cut)
        scenery.add(Actor("pipe2", "pipe", second, upper, raised=True, layer=-2, told=False))
    body: Rgb = dice.choice(((112, 124, 132), (150, 128, 84), (96, 112, 134)))
    wheel = dice.random() < 0.25 and cut < 2  # a wheel shows its state too faintly for a demonstration
    draw = draw_wheel_valve if wheel else draw_lever_valve
    valve = draw(body, scenery.shade(handle), is_open=answer == 0, thick=thick, cut=cut)
    valve = valve.moved(flip=dice.random() < 0.5)
    traits = {"state": ("open", "closed")[answer]}
    if not wheel:
        traits["lever colour"] = handle
    shown_by = {"state": "lever", "lever colour": "lever"}
    scenery.add(Actor("valve1", "valve", valve, spot, traits, raised=True, layer=1, shown_by=shown_by))
    side = dice.choice((-1, 1))
    at = Spot(spot.x + side * width * dice.uniform(0.26, 0.34), spot.y - thick * ppm * 0.5, ppm)
    gauge = draw_gauge(dice.choice(((70, 74, 80), STEEL, (150, 120, 60))), needle=dice.random(), cut=cut)
    if dice.random() < 0.6:
        scenery.add(Actor("gauge1", "gauge", gauge, at, raised=True, layer=0))
    clutter(scenery, dice.randint(0, 2), near=False)


def helmet_scene(scenery: Scenery, answer: int) -> None:
    """Put a worker close by: helmet worn (0) or held in hand (1)."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    ppm = height / dice.uniform(2.25, 2.5)
    spot = Spot(width * dice.uniform(0.42, 0.58), height * dice.uniform(0.93, 0.97), ppm)
    place_worker(scenery, "worker1", spot, pose="standing", helmet=("worn", "held")[answer])
    clutter(scenery, dice.randint(1, 3), near=False)


def ladder_scene(scenery: Scenery, answer: int) -> None:
    """Put a ladder left (0) or right (1) of a tank."""
    dice = scenery.dice
    x, y = dice.uniform(0.46, 0.54), dice.uniform(0.84, 0.92)
    spot = scenery.stage.ground.spot(x, y)
    width, height = scenery.stage.ground.size
    ppm = height / dice.uniform(3.4, 4.0)
    spot = Spot(spot.x, spot.y, ppm)
    tint = dice.choice(("white", "grey", "blue", "green", "yellow"))
    tank = draw_tank(scenery.shade(tint), cut=scenery.cut(), tall=dice.uniform(2.1, 2.5), wide=dice.uniform(1.25, 1.5))
    scenery.add(Actor("tank1", "tank", tank, spot, {"colour": tint}))
    wooden = dice.random() < 0.5
    far = width * dice.uniform(0.31, 0.36)
    ladder = draw_ladder(
        _TIMBER if wooden else _METAL, tall=dice.uniform(2.3, 2.8), lean=dice.uniform(0.12, 0.3), cut=scenery.cut()
    )
    side = -1 if answer == 0 else 1
    drawn = ladder.moved(flip=answer == 1)
    at = Spot(spot.x + side * far, spot.y + dice.uniform(-2, 6), ppm)
    scenery.add(Actor("ladder1", "ladder", drawn, at, {"material": "wooden" if wooden else "metal"}))
    clutter(scenery, dice.randint(0, 2), near=True)


def gate_scene(scenery: Scenery, answer: int) -> None:
    """Put a barrier gate: open (0) or closed (1)."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    y = dice.uniform(0.8, 0.9)
    ppm = min(height / dice.uniform(3.6, 4.2), width / 4.5)
    tint = dice.choice(("red", "yellow", "orange", "blue"))
    flip = dice.random() < 0.5
    gate = draw_barrier(scenery.shade(tint), raised=answer == 0, cut=scenery.cut(), length=dice.uniform(2.4, 2.8))
    x = 0.5 + (0.27 if flip else -0.27) + dice.uniform(-0.03, 0.03)
    at = Spot(width * x, height * y, ppm)
    scenery.add(
        Actor("gate1", "gate", gate.moved(flip=flip), at, {"state": ("open", "closed")[answer], "colour": tint})
    )
    clutter(scenery, dice.randint(0, 2), near=False)


def lamp_scene(scenery: Scenery, answer: int) -> None:
    """Put a signal lamp: lit (0) or unlit (1)."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    ppm = height / dice.uniform(2.4, 3.0)
    tint = dice.choice(("red", "orange", "green", "blue"))
    rgb = scenery.shade(tint)
    post = dice.uniform(1.3, 1.6)
    lamp = draw_lamp(rgb, lit=answer == 0, cut=scenery.cut(), post=post)
    at = Spot(width * dice.uniform(0.38, 0.62), height * dice.uniform(0.88, 0.96), ppm)
    glows = ((0.0, post + 0.22, 0.55, rgb),) if answer == 0 else ()
    scenery.add(Actor("lamp1", "lamp", lamp, at, {"state": ("lit", "unlit")[answer], "colour": tint}, glows=glows))
    clutter(scenery, dice.randint(1, 3), near=False)
