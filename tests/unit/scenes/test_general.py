import pytest

from miwake.domain.texts import normalised
from miwake.scenes import Scene, World, general_queries, general_scenes, holds


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return list(general_scenes(World.GENERAL_MEASURE, 25))


def test_a_query_fits_exactly_the_scenes_whose_facts_make_it_true(scenes: list[Scene]) -> None:
    claims = {normalised(each.text): each.claim for scene in scenes for each in scene.statements}
    for query in general_queries(scenes):
        claim = claims[normalised(query.text)]
        verdicts = [holds(claim, scene.facts) for scene in scenes]
        assert None not in verdicts
        assert query.fitting == tuple(index for index, verdict in enumerate(verdicts) if verdict)
        assert query.scene in query.fitting


def test_there_are_enough_queries_for_a_general_set_and_no_text_twice(scenes: list[Scene]) -> None:
    queries = general_queries(scenes)
    assert len({normalised(query.text) for query in queries}) == len(queries)
    assert len(queries) >= 4 * len(scenes)


def test_queries_are_grouped_by_scene(scenes: list[Scene]) -> None:
    order = [query.scene for query in general_queries(scenes, per_scene=4)]
    assert order == sorted(order)
    assert all(order.count(scene) <= 4 for scene in set(order))


def test_site_worlds_are_refused() -> None:
    with pytest.raises(ValueError, match="general"):
        next(general_scenes(World.DEMO, 1))
