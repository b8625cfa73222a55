"""What is read of a tracker, however odd."""

from typing import Any

import pytest
from fake_desk import tracker_of

from actions.base import understanding
from actions.desk import Understanding
from knowledge.model.passage import Aspect, Audience

NOTHING = Understanding("", "", 0.0)


def entity(name: str, value: Any, start: int = 0) -> dict[str, Any]:  # noqa: ANN401
    return {"entity": name, "value": value, "start": start}


@pytest.mark.parametrize(
    ("message", "heard"),
    [
        pytest.param({}, NOTHING, id="empty message"),
        pytest.param({"intent": None, "metadata": None, "entities": []}, NOTHING, id="nulls"),
        pytest.param({"intent": {"name": None, "confidence": None}}, NOTHING, id="no intent"),
        pytest.param({"intent": {"name": "greet"}}, Understanding("", "greet", 0.0), id="no confidence"),
        pytest.param({"metadata": {"turn_id": 7}}, Understanding("7", "", 0.0), id="a number for an id"),
        pytest.param({"entities": [entity("aspect", "colour")]}, NOTHING, id="unknown aspect"),
        pytest.param({"entities": [entity("audience", "martian")]}, NOTHING, id="unknown audience"),
        pytest.param({"entities": [entity("region", None)]}, NOTHING, id="region without a value"),
        pytest.param(
            {"entities": [entity("aspect", "fee"), entity("audience", "company"), entity("region", "411202")]},
            Understanding("", "", 0.0, "411202", Aspect.FEE, Audience.COMPANY),
            id="every entity",
        ),
        pytest.param(
            {"entities": [entity("region", "411202", 4), entity("region", "411200", 0)]},
            Understanding("", "", 0.0, "411202"),
            id="the nearer region stands last",
        ),
    ],
)
def test_understanding(message: dict[str, Any], heard: Understanding) -> None:
    assert understanding(tracker_of(message)) == heard
