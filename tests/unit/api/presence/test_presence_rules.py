import pytest
from pydantic import ValidationError

from api.presence.rules import PresenceRules, presence_rules

FIGURES = {"beat_seconds": 20, "away_seconds": 60, "stream_seconds": 300, "pages": 6}


def test_the_file_is_as_it_has_to_be() -> None:
    assert presence_rules().away_after.total_seconds() == presence_rules().away_seconds


@pytest.mark.parametrize("change", [{"away_seconds": 39}, {"pages": 0}, {"beat_seconds": -1}, {"naps": True}])
def test_figures_that_are_none(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PresenceRules.model_validate(FIGURES | change)
