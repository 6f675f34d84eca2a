"""Everything that general scenes show: how it is drawn, in which colours, how tall, and where it belongs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from miwake.scenes.colours import Rgb
from miwake.scenes.drawing import Drawing
from miwake.scenes.objects import animals, food, household, landmarks, rides, vehicles, yard


@dataclass(frozen=True, slots=True)
class Model:
    """One sort of thing.

    Attributes:
        draw: Takes a colour and a shape variant.
        colours: Named colours it comes in.
        height: How tall it appears among the things of its places, as a share of the picture's height.
        told: The colour is part of what is true of it.
    """

    draw: Callable[[Rgb, int], Drawing]
    colours: tuple[str, ...]
    height: float
    told: bool = True


def _model(draw: Callable[..., Drawing], colours: str, height: float, *, told: bool = True) -> Model:
    return Model(lambda rgb, cut: draw(rgb, cut=cut), tuple(colours.split()), height, told)


def _beast(noun: str, colours: str, height: float) -> Model:
    return _model(partial(animals.draw_quadruped, noun), colours, height)


MODELS: dict[str, Model] = {
    "dog": _beast("dog", "brown black white grey", 0.34),
    "cat": _beast("cat", "black orange white grey", 0.3),
    "cow": _beast("cow", "brown white black", 0.42),
    "horse": _beast("horse", "brown black white grey", 0.52),
    "pig": _beast("pig", "pink black brown", 0.33),
    "sheep": _beast("sheep", "white black grey", 0.34),
    "elephant": _beast("elephant", "grey", 0.55),
    "rabbit": _model(animals.draw_rabbit, "white brown grey black", 0.3),
    "duck": _model(animals.draw_duck, "white yellow brown", 0.26),
    "bird": _model(animals.draw_bird, "blue red yellow green", 0.22),
    "apple": _model(food.draw_apple, "red green yellow", 0.28),
    "pear": _model(food.draw_pear, "green yellow", 0.34),
    "banana": _model(food.draw_banana, "yellow green", 0.2),
    "lemon": _model(food.draw_lemon, "yellow green", 0.2),
    "strawberry": _model(food.draw_strawberry, "red", 0.24),
    "bunch of grapes": _model(food.draw_grapes, "purple green", 0.36),
    "carrot": _model(food.draw_carrot, "orange purple", 0.18),
    "watermelon": _model(food.draw_watermelon, "green", 0.3, told=False),
    "pineapple": _model(food.draw_pineapple, "yellow", 0.42, told=False),
    "chair": _model(household.draw_chair, "red blue brown white green black", 0.42),
    "table": _model(household.draw_table, "brown white black", 0.36),
    "sofa": _model(household.draw_sofa, "red blue green grey yellow purple", 0.38),
    "armchair": _model(household.draw_armchair, "red blue green orange pink", 0.38),
    "bed": _model(household.draw_bed, "blue red green pink purple", 0.38),
    "bookshelf": _model(household.draw_bookshelf, "brown white", 0.62, told=False),
    "floor lamp": _model(household.draw_floor_lamp, "yellow red blue green white", 0.6),
    "plant pot": _model(household.draw_plant, "red blue white orange", 0.42),
    "cup": _model(household.draw_cup, "red blue white yellow green", 0.28),
    "bottle": _model(household.draw_bottle, "green blue brown red", 0.48),
    "teapot": _model(household.draw_teapot, "blue white red green", 0.32),
    "bowl": _model(household.draw_bowl, "blue white red orange", 0.22),
    "vase": _model(household.draw_vase, "blue white purple green", 0.5),
    "book": _model(household.draw_book, "red blue green black", 0.14),
    "suitcase": _model(household.draw_suitcase, "brown red blue black", 0.36),
    "car": _model(rides.draw_car, "red blue yellow green white black", 0.28),
    "van": _model(rides.draw_van, "white blue red yellow", 0.34),
    "bus": _model(rides.draw_bus, "red yellow blue green white", 0.36),
    "bicycle": _model(rides.draw_bicycle, "red blue green yellow black", 0.34),
    "boat": _model(rides.draw_boat, "red blue white green", 0.5),
    "tractor": _model(rides.draw_tractor, "green red blue", 0.4),
    "train": _model(rides.draw_train, "red green black blue", 0.42),
    "truck": _model(vehicles.draw_truck, "red blue yellow white green", 0.36),
    "excavator": _model(vehicles.draw_excavator, "yellow orange", 0.46),
    "house": _model(landmarks.draw_house, "white red yellow blue", 0.5),
    "church": _model(landmarks.draw_church, "white grey", 0.62, told=False),
    "tree": _model(landmarks.draw_tree, "green orange", 0.56, told=False),
    "windmill": _model(landmarks.draw_windmill, "white brown red", 0.62),
    "lighthouse": _model(landmarks.draw_lighthouse, "red blue black", 0.66),
    "tent": _model(landmarks.draw_tent, "orange blue green red yellow", 0.34),
    "bench": _model(landmarks.draw_bench, "brown green red", 0.28),
    "mailbox": _model(landmarks.draw_mailbox, "red blue yellow green", 0.36),
    "snowman": _model(landmarks.draw_snowman, "white", 0.5, told=False),
    "umbrella": _model(landmarks.draw_umbrella, "red blue yellow green", 0.5),
    "ball": _model(landmarks.draw_ball, "red blue yellow green orange", 0.18),
    "bucket": _model(yard.draw_bucket, "red blue white yellow", 0.2),
    "barrel": _model(yard.draw_barrel, "red blue green", 0.32),
    "traffic cone": _model(yard.draw_cone, "orange red", 0.28),
}

_FRUIT = (
    "apple",
    "pear",
    "banana",
    "lemon",
    "strawberry",
    "bunch of grapes",
    "carrot",
    "watermelon",
    "pineapple",
)
FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "farm": (
        ("meadow",),
        (
            "dog",
            "cat",
            "cow",
            "horse",
            "pig",
            "sheep",
            "rabbit",
            "duck",
            "tractor",
            "house",
            "tree",
            "windmill",
            "barrel",
        ),
    ),
    "safari": (("meadow",), ("elephant", "horse", "bird", "tree", "tent", "dog", "truck", "bench", "ball")),
    "kitchen": (("table",), (*_FRUIT, "cup", "bottle", "teapot", "bowl", "vase", "book")),
    "lounge": (
        ("room",),
        (
            "chair",
            "table",
            "sofa",
            "armchair",
            "bed",
            "bookshelf",
            "floor lamp",
            "plant pot",
            "dog",
            "cat",
            "suitcase",
            "ball",
            "bird",
        ),
    ),
    "traffic": (
        ("town",),
        (
            "car",
            "van",
            "bus",
            "bicycle",
            "truck",
            "bench",
            "mailbox",
            "tree",
            "traffic cone",
            "dog",
            "train",
            "excavator",
        ),
    ),
    "seaside": (
        ("beach",),
        ("boat", "umbrella", "ball", "tent", "lighthouse", "dog", "duck", "bucket", "chair", "car"),
    ),
    "winter": (("snow",), ("snowman", "house", "church", "tree", "dog", "rabbit", "tent", "horse", "car", "train")),
}
