from dataclasses import replace

import pytest

from api.handover.queue import Queue
from api.wall.look import Look, happened, moved

LOOK = Look(
    queue=Queue({"a": 1}), taken={"b": "王芳"}, turns={"a": 1, "b": 2}, calls={"c": ("ringing", "", "")},
    presences={"王芳": ("available", "")}, reports={"r": "guide"},
)  # fmt: skip


def told(before: Look, after: Look) -> list[tuple[str, dict[str, object]]]:
    return [(event.name.value, dict(event.data)) for event in happened(before, after)]


def test_nothing_happened_between_two_like_looks() -> None:
    assert told(LOOK, LOOK) == []
    assert not moved(LOOK, LOOK)


@pytest.mark.parametrize(
    ("after", "event"),
    [
        (replace(LOOK, messages=((7, "b"),)), ("message", {"conversation_id": "b", "id": 7})),
        (replace(LOOK, turns={"a": 1, "b": 3}), ("message", {"conversation_id": "b", "id": 0})),
        (replace(LOOK, calls={"c": ("answered", "王芳", "")}), ("call", {"call_id": "c"})),
        (replace(LOOK, calls={}), ("call", {"call_id": "c"})),
        (replace(LOOK, spoken_in=frozenset({"c"})), ("call", {"call_id": "c"})),
        (
            replace(LOOK, presences={"王芳": ("busy", "开会")}),
            ("presence", {"username": "王芳", "state": "busy", "comment": "开会"}),
        ),
        (replace(LOOK, reports={}), ("report", {"entry_id": "guide"})),
        (replace(LOOK, reports={"r": "guide", "s": "law"}), ("report", {"entry_id": "law"})),
    ],
)
def test_what_happened_is_told_once_and_in_names(after: Look, event: tuple[str, dict[str, object]]) -> None:
    assert told(LOOK, after) == [event]


def test_a_conversation_that_comes_or_goes_is_the_queues_news_alone() -> None:
    after = replace(LOOK, queue=Queue({"a": 1, "d": 2}), turns={**LOOK.turns, "d": 4})
    assert told(LOOK, after) == []
    assert moved(LOOK, after)
    assert moved(LOOK, replace(LOOK, taken={}))


def test_everybody_is_told_of_their_own() -> None:
    assert LOOK.of("王芳", is_open=True).data == {"waiting": 1, "mine": 1, "open": True, "positions": {"a": 1}}
    assert LOOK.of("李静", is_open=False).data["mine"] == 0
