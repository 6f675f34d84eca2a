"""Site workers: five poses; helmet on, in hand or absent; with or without a vest."""

import random
from dataclasses import dataclass

from miwake.scenes.colours import SKIN, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, Point, arc, curve, fade, flat, round_x

_CLOTHES: tuple[tuple[Rgb, ...], ...] = (
    ((62, 78, 108), (84, 92, 100)),
    ((72, 84, 98), (96, 88, 76)),
    ((54, 68, 84), (78, 96, 112)),
    ((88, 96, 84), (58, 64, 80)),
)
_HAIR: tuple[Rgb, ...] = ((44, 34, 30), (78, 56, 40), (30, 28, 30), (120, 92, 60), (150, 148, 146))


@dataclass(frozen=True, slots=True)
class Worker:
    """How a worker looks; colours are None where the thing is absent."""

    pose: str
    helmet: str
    helmet_rgb: Rgb
    vest_rgb: Rgb | None
    cut: int
    skin: Rgb
    hair: Rgb
    clothes: Rgb
    trousers: Rgb


@dataclass(frozen=True, slots=True)
class _Joints:
    hip: Point
    chest: Point
    head: Point
    feet: tuple[Point, Point]
    knees: tuple[Point, Point]
    elbows: tuple[Point, Point]
    hands: tuple[Point, Point]


_POSES = {
    "standing": _Joints(
        (0, 0.90),
        (0, 1.40),
        (0, 1.66),
        ((-0.13, 0.05), (0.13, 0.05)),
        ((-0.11, 0.48), (0.12, 0.48)),
        ((-0.295, 1.15), (0.295, 1.15)),
        ((-0.30, 0.87), (0.31, 0.87)),
    ),
    "pointing": _Joints(
        (0, 0.90),
        (0, 1.40),
        (0.01, 1.66),
        ((-0.14, 0.05), (0.13, 0.05)),
        ((-0.12, 0.48), (0.12, 0.48)),
        ((-0.30, 1.14), (0.42, 1.47)),
        ((-0.30, 0.86), (0.74, 1.58)),
    ),
    "walking": _Joints(
        (0, 0.89),
        (0.03, 1.39),
        (0.06, 1.66),
        ((-0.34, 0.08), (0.30, 0.05)),
        ((-0.10, 0.46), (0.20, 0.50)),
        ((-0.24, 1.14), (0.30, 1.14)),
        ((-0.12, 0.90), (0.48, 0.98)),
    ),
    "kneeling": _Joints(
        (-0.06, 0.50),
        (0.03, 0.98),
        (0.07, 1.25),
        ((-0.50, 0.06), (0.26, 0.05)),
        ((-0.14, 0.10), (0.30, 0.50)),
        ((-0.20, 0.78), (0.32, 0.76)),
        ((0.06, 0.58), (0.52, 0.62)),
    ),
    "climbing": _Joints(
        (0, 0.98),
        (0, 1.46),
        (0, 1.72),
        ((-0.13, 0.10), (0.14, 0.38)),
        ((-0.18, 0.56), (0.24, 0.80)),
        ((-0.32, 1.34), (0.34, 1.44)),
        ((-0.22, 1.60), (0.24, 1.84)),
    ),
}


def random_worker(
    dice: random.Random, *, pose: str, helmet: str, helmet_rgb: Rgb, vest_rgb: Rgb | None, cut: int, tint: int
) -> Worker:
    """Return a worker with these traits and otherwise random looks."""
    clothes = _CLOTHES[cut % 4]
    return Worker(
        pose,
        helmet,
        helmet_rgb,
        vest_rgb,
        cut,
        dice.choice(SKIN),
        dice.choice(_HAIR),
        dice.choice(clothes),
        darker(_CLOTHES[(cut + tint) % 4][1], 0.3),
    )


def draw_worker(worker: Worker) -> Drawing:
    """Return the worker, about 1.8 m tall when standing, facing the camera."""
    joints = _POSES[worker.pose]
    drawing = Drawing(part="clothes")
    _legs(drawing, worker, joints)
    behind = worker.pose == "climbing"
    if not behind:
        _torso(drawing, worker, joints)
    _arms(drawing, worker, joints)
    if behind:
        _torso(drawing, worker, joints)
    _head(drawing, worker, joints.head, away=behind)
    if worker.helmet == "held":
        drawing.add(draw_helmet(worker.helmet_rgb, worker.cut), at=_hold(joints), scale=1.06, part="helmet")
        drawing.part = "hand"
        x, y = joints.hands[1]
        drawing.oval(x - 0.005, y + 0.03, 0.055, 0.05, round_x(worker.skin, x - 0.06, x + 0.06))
    return drawing


def _hold(joints: _Joints) -> Point:
    x, y = joints.hands[1]
    return x + 0.02, y - 0.12


def draw_helmet(rgb: Rgb, cut: int) -> Drawing:
    """Return a safety helmet of 0.3 m, its brim's middle at (0, 0)."""
    drawing = Drawing(part="helmet")
    tall = (0.165, 0.18, 0.17, 0.19)[cut % 4]
    wide = (0.145, 0.15, 0.155, 0.145)[cut % 4]
    drawing.poly(arc(0, 0, wide, tall, 0, 180, 24), round_x(rgb, -wide, wide, gloss=0.42))
    if cut % 2 == 0:
        drawing.poly(arc(0, 0, 0.035, tall + 0.016, 0, 180, 12), round_x(lighter(rgb, 0.12), -0.035, 0.035))
    else:
        for x in (-0.07, 0.0, 0.07):
            drawing.line(((x * 0.6, tall * 0.95), (x, 0.02)), 0.012, darker(rgb, 0.16))
    brim = wide + (0.035, 0.02, 0.03, 0.045)[cut % 4]
    drawing.poly(arc(0, 0.0, brim, 0.036, 0, 360, 28), fade(rgb, darker(rgb, 0.3), 0.036, -0.036))
    if cut >= 2:
        drawing.rect(-0.035, 0.03, 0.07, 0.045, flat(mix(rgb, (255, 255, 255), 0.75)), radius=0.01)
    return drawing


def _legs(drawing: Drawing, worker: Worker, joints: _Joints) -> None:
    for side, (foot, knee) in enumerate(zip(joints.feet, joints.knees, strict=True)):
        sign = -1 if side == 0 else 1
        rgb = worker.trousers if side else darker(worker.trousers, 0.14)
        hip = (joints.hip[0] + sign * 0.085, joints.hip[1])
        drawing.limb((hip, knee, (foot[0], foot[1] + 0.05)), 0.21, rgb, end=0.15)
        toe = 0.05 * sign if worker.pose != "walking" else 0.07
        drawing.part = "boot"
        drawing.poly(
            curve(
                [
                    (foot[0] - 0.085, 0.0 + foot[1] - 0.05),
                    (foot[0] - 0.08, foot[1] + 0.07),
                    (foot[0] + 0.07, foot[1] + 0.07),
                    (foot[0] + 0.10 + toe, foot[1] - 0.01),
                    (foot[0] + 0.10 + toe, foot[1] - 0.05),
                ],
                5,
            ),
            fade((92, 72, 52), (48, 40, 34), foot[1] + 0.07, foot[1] - 0.05),
        )
        drawing.part = "clothes"


def _torso(drawing: Drawing, worker: Worker, joints: _Joints) -> None:
    hip, chest = joints.hip, joints.chest
    shoulder, waist = 0.235, 0.185

    def body(widen: float, low: float, high: float) -> list[Point]:
        hx, hy, cx, cy = hip[0], hip[1] + low, chest[0], chest[1] + high
        mid = ((hx + cx) / 2, (hy + cy) / 2)
        right = [
            (hx + waist + widen, hy),
            (mid[0] + waist + 0.02 + widen, mid[1]),
            (cx + shoulder + widen, cy - 0.05),
            (cx + shoulder * 0.72, cy + 0.035),
            (cx + 0.07, cy + 0.06),
        ]
        left = [
            (hx - waist - widen, hy),
            (mid[0] - waist - 0.02 - widen, mid[1]),
            (cx - shoulder - widen, cy - 0.05),
            (cx - shoulder * 0.72, cy + 0.035),
            (cx - 0.07, cy + 0.06),
        ]
        return curve([*right, *reversed(left)], 5)

    x0, x1 = min(hip[0], chest[0]) - shoulder, max(hip[0], chest[0]) + shoulder
    drawing.part = "clothes"
    drawing.poly(body(0.0, -0.06, 0.0), round_x(worker.clothes, x0, x1, gloss=0.18))
    if worker.vest_rgb is not None:
        drawing.part = "vest"
        drawing.poly(body(0.012, 0.0, -0.005), round_x(worker.vest_rgb, x0, x1, gloss=0.28))
        _stripes(drawing, worker, joints)
    drawing.part = "clothes"
    drawing.poly(arc(chest[0], chest[1] + 0.05, 0.075, 0.055, 180, 360, 10), darker(worker.clothes, 0.3))
    drawing.part = "face"
    drawing.rect(chest[0] - 0.052, chest[1] + 0.02, 0.104, joints.head[1] - chest[1] - 0.04, darker(worker.skin, 0.2))


def _stripes(drawing: Drawing, worker: Worker, joints: _Joints) -> None:
    assert worker.vest_rgb is not None
    silver, seam = (222, 226, 226), darker(worker.vest_rgb, 0.42)
    (hx, hy), (cx, cy) = joints.hip, joints.chest
    drawing.part = "stripe"
    bands = ((0.28, 0.52), (0.34,), (0.22, 0.46), (0.4,))[worker.cut % 4]
    for share in bands:
        x, y, half = hx + (cx - hx) * share, hy + (cy - hy) * share, 0.215
        drawing.line(((x - half, y), (x + half, y)), 0.062, round_x(silver, x - half, x + half, gloss=0.5))
    if worker.cut % 4 != 1:
        for sign in (-1, 1):
            x = cx + sign * 0.125
            drawing.line(((x, cy + 0.03), (hx + sign * 0.125, hy + 0.1)), 0.045, flat(silver))
    if worker.pose != "climbing":
        drawing.line(((cx, cy - 0.02), (hx, hy + 0.0)), 0.014, flat(seam))


def _arms(drawing: Drawing, worker: Worker, joints: _Joints) -> None:
    for side, (elbow, hand) in enumerate(zip(joints.elbows, joints.hands, strict=True)):
        sign = -1 if side == 0 else 1
        shoulder = (joints.chest[0] + sign * 0.21, joints.chest[1] - 0.03)
        drawing.part = "clothes"
        drawing.limb((shoulder, elbow, hand), 0.135, worker.clothes if side else darker(worker.clothes, 0.1), end=0.09)
        drawing.part = "hand"
        glove = mix(worker.skin, (196, 150, 70), 0.0 if worker.cut % 2 else 0.8)
        drawing.oval(hand[0], hand[1] - 0.02, 0.052, 0.06, round_x(glove, hand[0] - 0.05, hand[0] + 0.05))


def _head(drawing: Drawing, worker: Worker, head: Point, *, away: bool) -> None:
    x, y = head
    drawing.part = "face"
    for sign in (-1, 1):
        drawing.oval(x + sign * 0.107, y - 0.005, 0.022, 0.033, darker(worker.skin, 0.12))
    drawing.oval(x, y, 0.105, 0.135, round_x(worker.hair if away else worker.skin, x - 0.105, x + 0.105, gloss=0.22))
    if not away:
        _face(drawing, worker, x, y)
    if worker.helmet == "worn":
        drawing.add(draw_helmet(worker.helmet_rgb, worker.cut), at=(x, y + 0.045), part="helmet")
        drawing.part = "face"
        if not away:
            drawing.line(((x - 0.095, y + 0.02), (x - 0.05, y - 0.115)), 0.011, darker(worker.hair, 0.2))
            drawing.line(((x + 0.095, y + 0.02), (x + 0.05, y - 0.115)), 0.011, darker(worker.hair, 0.2))
        return
    drawing.part = "hair"
    hair = round_x(worker.hair, x - 0.115, x + 0.115, gloss=0.2)
    drawing.poly(
        [
            *arc(x, y + 0.02, 0.118, 0.13, -8, 188, 20),
            (x - 0.09, y + 0.055),
            (x - 0.03, y + 0.085),
            (x + 0.05, y + 0.075),
            (x + 0.095, y + 0.05),
        ],
        hair,
    )


def _face(drawing: Drawing, worker: Worker, x: float, y: float) -> None:
    dark = darker(worker.skin, 0.72)
    for sign in (-1, 1):
        drawing.oval(x + sign * 0.042, y + 0.012, 0.0125, 0.0155, dark)
        drawing.line(((x + sign * 0.062, y + 0.043), (x + sign * 0.024, y + 0.047)), 0.011, darker(worker.hair, 0.1))
    drawing.poly(((x, y + 0.01), (x + 0.018, y - 0.034), (x - 0.008, y - 0.034)), darker(worker.skin, 0.16))
    drawing.poly(arc(x, y - 0.062, 0.036, 0.02, 190, 350, 8), darker(worker.skin, 0.5))
