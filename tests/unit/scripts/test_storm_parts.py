"""What the storm publishes, and how it is told when that was seen."""

from math import inf
from pathlib import Path

import pytest

from api.records.codec import content_hash
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation
from scripts.bench.storm.contents import VERSIONS, Library
from scripts.bench.storm.sightings import Life, delays, read_timeline

LIFE = Life([(10.0, 5), (11.0, 8)], end=20.0)


class TestLibrary:
    def test_it_has_so_many_entries_each_in_versions_that_differ(self) -> None:
        library = Library(80)
        assert len(set(library.ids)) == 80
        for entry_id in library.ids[::7]:
            assert len({content_hash(library.content(entry_id, v)) for v in range(VERSIONS)}) == VERSIONS

    def test_it_is_the_same_in_every_process(self) -> None:
        assert list(Library(20).versions()) == list(Library(20).versions())

    def test_an_interpretation_explains_a_policy_that_is_there(self) -> None:
        library = Library(40)
        contents = [library.content(entry_id, 0) for entry_id in library.ids]
        titles = {content.title for content in contents if isinstance(content, PolicyDocument)}
        explained = {title for one in contents if isinstance(one, Interpretation) for title in one.documents}
        assert explained
        assert explained <= titles

    def test_a_successor_is_there_and_replaced_by_nothing(self) -> None:
        library = Library(200)
        successors = [s for entry_id in library.ids if (s := library.successor(entry_id))]
        assert successors
        assert set(successors) <= set(library.ids)
        assert not [s for s in successors if library.successor(s)]


@pytest.mark.parametrize(
    ("committed", "sequence", "delay"),
    [
        (10.5, 8, 0.5),
        (10.5, 6, 0.5),  # seen together with a later one
        (10.5, 5, 0.0),  # seen before the publisher had noted its own commit
        (9.9, 5, None),  # before it served
        (12.0, 9, inf),  # it had eight seconds left
        (19.5, 9, None),  # killed too soon after
    ],
)
def test_what_a_life_owes(committed: float, sequence: int, delay: float | None) -> None:
    assert LIFE.delay(committed, sequence) == delay


def test_who_served_nobody_owes_nothing() -> None:
    assert Life([], inf).delay(1.0, 1) is None


def test_the_slowest_counts_and_nobody_in_service_is_left_out() -> None:
    other = Life([(10.0, 5), (12.0, 8)], inf)
    assert list(delays([LIFE, other], [(10.5, 8), (1.0, 3)])) == [1.5]


def test_a_line_cut_off_by_the_kill_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "timeline").write_text("1.5 3\n2.0 4\n3.5 1")
    assert read_timeline(tmp_path / "timeline") == [(1.5, 3), (2.0, 4)]
    assert read_timeline(tmp_path / "none") == []
