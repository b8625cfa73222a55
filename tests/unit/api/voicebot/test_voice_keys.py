from hypothesis import given
from hypothesis import strategies as st

from api.hotline.port import CallName
from api.voicebot.asking import turn_key
from api.voicebot.danger import Danger
from knowledge.regions.loader import load_regions

NAMES = st.builds(CallName, st.sampled_from(["audiocodes", "jambonz", "audiosocket"]), st.text(max_size=200))


def test_a_usual_key_can_be_read() -> None:
    assert turn_key(CallName("jambonz", "aad0-1"), "3") == "jambonz:aad0-1:3"


@given(NAMES, st.text(max_size=100))
def test_a_key_has_room_in_the_records(name: CallName, key: str) -> None:
    assert len(turn_key(name, key)) <= 160


@given(NAMES, st.text(min_size=80, max_size=100), st.text(min_size=80, max_size=100))
def test_long_keys_stay_apart(name: CallName, one: str, other: str) -> None:
    assert (turn_key(name, one) == turn_key(name, other)) is (one == other)


def test_danger_is_told_from_questions() -> None:
    danger = Danger(load_regions())
    fire = danger.in_words("家里着\u200b火了")
    assert fire is not None
    assert "一一九" in fire.spoken
    assert danger.in_words("火灾保险怎么赔") is None


@given(st.text(max_size=200))
def test_any_words_can_be_asked_about(words: str) -> None:
    found = Danger(REGIONS).in_words(words)
    assert found is None or found.spoken


REGIONS = load_regions()
