"""The words of scenes: nouns with their other names, trait slots with their values, and what is mistaken for what."""

from miwake.domain.terms import Kind

PLURALS = {"sheep": "sheep", "fish": "fish", "mouse": "mice", "goose": "geese", "couch": "couches"}

OTHER_NAMES = {
    "traffic cone": ("traffic cone", "cone", "safety cone"),
    "barrel": ("barrel", "drum"),
    "tank": ("tank", "storage tank"),
    "lamp": ("signal lamp", "warning lamp"),
    "gate": ("barrier gate", "gate"),
    "fire extinguisher": ("fire extinguisher", "extinguisher"),
    "excavator": ("excavator", "digger"),
    "gauge": ("gauge", "pressure gauge", "dial gauge"),
    "sofa": ("sofa", "couch"),
    "rabbit": ("rabbit", "bunny"),
}

# What is the same sort of thing without being the same thing, and that nobody would call the same in a photo.
RIVALS = {
    "worker": ("dog", "scarecrow"),
    "traffic cone": ("barrel", "fire extinguisher", "bucket"),
    "barrel": ("traffic cone", "crate", "wheelbarrow"),
    "ladder": ("scaffold", "staircase"),
    "valve": ("gauge", "camera"),
    "gauge": ("camera", "loudspeaker", "mirror"),
    "tank": ("shed", "crane", "truck"),
    "crate": ("barrel", "sack", "suitcase"),
    "pallet": ("crate", "barrel"),
    "gate": ("hatch", "turnstile"),
    "door": ("gate", "hatch", "ladder"),
    "hatch": ("door", "ladder"),
    "lamp": ("loudspeaker", "camera"),
    "fire extinguisher": ("gas bottle", "traffic cone", "bucket"),
    "excavator": ("crane", "forklift", "truck"),
    "crane": ("excavator", "forklift"),
    "forklift": ("excavator", "truck", "tractor"),
    "truck": ("excavator", "bus", "forklift"),
    "sign": ("lamp", "mirror"),
    "bucket": ("barrel", "sack"),
    "toolbox": ("crate", "suitcase"),
    "wheelbarrow": ("shopping cart", "bicycle"),
}

# What a backdrop may show in passing, so that its absence cannot be claimed.
BACKDROP_NOUNS = {
    "plant hall": {"window", "pipe", "tank", "silo"},
    "warehouse": {"window", "crate", "container", "sack", "suitcase", "bookshelf", "book"},
    "site yard": {"window", "container", "silo", "house"},
    "street": {"window", "house", "door", "church"},
    "town": {"window", "house", "door"},
    "roof": {"window", "house", "container"},
    "room": {"window"},
}

_ANIMALS = ("dog", "cat", "cow", "horse", "sheep", "duck", "rabbit", "pig", "elephant", "fish", "bird")
_FRUIT = ("apple", "banana", "pear", "lemon", "strawberry", "bunch of grapes", "carrot", "watermelon", "pineapple")
_FURNITURE = ("chair", "table", "sofa", "bed", "bookshelf", "floor lamp", "plant pot", "clock", "vase", "armchair")
_RIDES = ("car", "bus", "bicycle", "boat", "truck", "train", "tractor", "van")
_LAND = ("house", "tree", "windmill", "tent", "lighthouse", "bench", "mailbox", "snowman", "church")
_TABLEWARE = ("cup", "bottle", "book", "teapot", "umbrella", "ball", "guitar", "bowl", "hat", "suitcase")
_ALIKE = (
    {"chair", "armchair"},
    {"sofa", "armchair"},
    {"car", "van"},
    {"van", "truck"},
    {"van", "bus"},
    {"cup", "bowl"},
)
for _family in (_ANIMALS, _FRUIT, _FURNITURE, _RIDES, _LAND, _TABLEWARE):
    for _noun in _family:
        RIVALS.setdefault(_noun, tuple(each for each in _family if each != _noun and {each, _noun} not in _ALIKE))

COLOURS = ("red", "blue", "yellow", "green", "orange", "white", "black", "grey", "brown", "purple", "pink")
_CLOSE_COLOURS = (
    {"orange", "red"}, {"orange", "yellow"}, {"white", "grey"}, {"grey", "black"}, {"brown", "orange"},
    {"pink", "red"}, {"pink", "purple"}, {"brown", "red"}, {"brown", "black"}, {"purple", "blue"},
)  # fmt: skip

# Values of a slot of which both may be said of one thing.
OVERLAPPING = ({"standing", "pointing"}, {"standing", "climbing"}, {"pointing", "climbing"})

# slot -> (kind of a mistake in it, its values)
SLOTS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "colour": (Kind.ATTRIBUTE, COLOURS),
    "helmet colour": (Kind.ATTRIBUTE, ("red", "blue", "yellow", "green", "white", "orange")),
    "lever colour": (Kind.ATTRIBUTE, ("red", "blue", "yellow", "green")),
    "material": (Kind.ATTRIBUTE, ("wooden", "metal", "plastic")),
    "size": (Kind.ATTRIBUTE, ("small", "large")),
    "helmet": (Kind.PRESENCE, ("worn", "held", "none")),
    "vest": (Kind.ATTRIBUTE, ("yellow", "orange", "green", "none")),
    "pose": (Kind.ACTION, ("standing", "kneeling", "climbing", "walking", "pointing")),
    "animal pose": (Kind.ACTION, ("standing", "lying")),
    "state": (Kind.STATE, ()),
    "side": (Kind.RELATION, ("left", "right")),
}

STATES = (
    ("open", "closed"), ("lit", "unlit"), ("raised", "lowered"), ("full", "empty"), ("loaded", "unloaded"),
    ("upright", "fallen"),
)  # fmt: skip


def other_values(slot: str, value: str) -> tuple[str, ...]:
    """Return the values that exclude `value` and that a person would not mix up by shade alone."""
    if slot == "state":
        return next((tuple(set(pair) - {value}) for pair in STATES if value in pair), ())
    return tuple(
        each for each in SLOTS[slot][1] if each != value and {each, value} not in (*_CLOSE_COLOURS, *OVERLAPPING)
    )


def kind_of(slot: str, before: str, after: str) -> Kind:
    """Return what sort of fact changes when a trait's value does."""
    return Kind.PRESENCE if "none" in {before, after} else SLOTS[slot][0]


def plural(noun: str) -> str:
    """Return the noun for several."""
    if noun.startswith("bunch of "):
        return "bunches of " + noun.removeprefix("bunch of ")
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith(("y", "f")) and noun[-2] not in "aeiouf":
        return noun[:-1] + ("ies" if noun.endswith("y") else "ves")
    return noun + "s"


def article(words: str) -> str:
    """Return the words with "a" or "an"."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
