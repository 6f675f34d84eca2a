"""What is true of a scene: the things to be seen, their traits and places, and which relations hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Visible extent in pixels: left, top, right, bottom (right and bottom excluded)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns covered."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows covered."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """Middle column."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Middle row."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a scene.

    Attributes:
        key: Its name within the scene, such as "worker1".
        noun: What it is, such as "traffic cone".
        traits: What is true of it: (slot, value), such as ("colour", "red"), ("state", "open").
        box: Its visible extent.
        foot: Picture row on which it stands, a measure of nearness.
        raised: It hangs or sits on something, so `foot` says nothing of nearness.
        clear: Enough of it is to be seen for a person to tell what it is.
    """

    key: str
    noun: str
    traits: tuple[tuple[str, str], ...]
    box: Box
    foot: float
    raised: bool
    clear: bool

    def trait(self, slot: str) -> str | None:
        """Return the value of a trait, None if the scene leaves it open."""
        return dict(self.traits).get(slot)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a scene; `links` are relations that positions do not show: (key, "on", key)."""

    things: tuple[Thing, ...]
    place: str
    light: str
    links: tuple[tuple[str, str, str], ...] = ()


HORIZONTAL = ("left of", "right of")
DEPTH = ("in front of", "behind")
VERTICAL = ("above", "below")
OPPOSITES = {
    "left of": "right of",
    "right of": "left of",
    "in front of": "behind",
    "behind": "in front of",
    "above": "below",
    "below": "above",
}


def relation_holds(facts: Facts, a: Thing, relation: str, b: Thing) -> bool | None:
    """Return whether `a` is `relation` `b`; None where people could differ.

    Raises:
        KeyError: The relation is unknown.
    """
    if not (a.clear and b.clear):
        return None
    linked = any((a.key, b.key) in {(one, two), (two, one)} for one, _, two in facts.links)
    if relation == "on":
        return _on(facts, a, b, linked=linked)
    if relation == "next to":
        return None if linked else _beside(a, b)
    if relation in HORIZONTAL:
        return None if linked else _across(a, b) if relation == "left of" else _across(b, a)
    if relation in DEPTH:
        return None if linked else _nearer(a, b) if relation == "in front of" else _nearer(b, a)
    if relation in VERTICAL:
        return _higher(a, b) if relation == "above" else _higher(b, a)
    raise KeyError(relation)


def _on(facts: Facts, a: Thing, b: Thing, *, linked: bool) -> bool | None:
    if (a.key, "on", b.key) in facts.links:
        return True
    return None if linked or a.raised else False


def _across(a: Thing, b: Thing) -> bool | None:
    share = (b.box.x - a.box.x) / max(1.0, (a.box.width + b.box.width) / 2)
    if share >= 0.8:
        return True
    return False if share <= -0.25 else None


def _shared(a0: int, a1: int, b0: int, b1: int) -> float:
    return (min(a1, b1) - max(a0, b0)) / max(1, min(a1 - a0, b1 - b0))


def _nearer(a: Thing, b: Thing) -> bool | None:
    if a.raised or b.raised:
        return None
    gap = a.foot - b.foot
    if abs(gap) < 14:
        return None
    if gap < 0:
        return False
    return True if _shared(a.box.left, a.box.right, b.box.left, b.box.right) > 0.35 else None


def _higher(a: Thing, b: Thing) -> bool | None:
    if not (a.raised or b.raised) or _shared(a.box.left, a.box.right, b.box.left, b.box.right) < 0.3:
        return None
    if a.box.bottom <= b.box.top + 2:
        return True
    return False if b.box.bottom <= a.box.top + 2 else None


def _beside(a: Thing, b: Thing) -> bool | None:
    gap = max(a.box.left, b.box.left) - min(a.box.right, b.box.right)
    room = max(a.box.width, b.box.width)
    level = a.raised or b.raised or abs(a.foot - b.foot) < 22
    if gap <= 0.7 * room and gap > -0.3 * min(a.box.width, b.box.width) and level:
        return True
    return False if gap > 2.2 * room else None
