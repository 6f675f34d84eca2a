"""The renderer of sample scenes: the demo, what the built-in model is taught with, and ground truth for tests."""

from miwake.scenes.claims import Claim, Phrase, holds
from miwake.scenes.facts import Box, Facts, Thing
from miwake.scenes.general import GeneralQuery, general_queries, general_scenes
from miwake.scenes.render import Scene, choices_of, render_scene, subjects
from miwake.scenes.samples import SAMPLE_MIXUPS, SampleMixup, SamplePair, SampleScene, sample_pairs, sample_scenes
from miwake.scenes.telling import Statement
from miwake.scenes.worlds import World

__all__ = [
    "SAMPLE_MIXUPS",
    "Box",
    "Claim",
    "Facts",
    "GeneralQuery",
    "Phrase",
    "SampleMixup",
    "SamplePair",
    "SampleScene",
    "Scene",
    "Statement",
    "Thing",
    "World",
    "choices_of",
    "general_queries",
    "general_scenes",
    "holds",
    "render_scene",
    "sample_pairs",
    "sample_scenes",
    "subjects",
]
