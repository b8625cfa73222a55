from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.voicebot.audiocodes.activities import activities_for, heard_in
from api.voicebot.audiocodes.schemas import ActivityIn
from api.voicebot.port import HeardKind, Reason, Say
from api.voicebot.transfer import Transfer

NOW = datetime(2026, 11, 26, 1, 2, 3, 456789, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


def activity(**fields: object) -> ActivityIn:
    return ActivityIn.model_validate({"id": "a1", "type": "event"} | fields)


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"type": "message", "text": "你好"}, HeardKind.WORDS, "你好"),
        ({"name": "start"}, HeardKind.START, ""),
        ({"name": "DTMF", "value": "1#"}, HeardKind.DIGITS, "1#"),
        ({"name": "DTMF", "value": 0}, HeardKind.DIGITS, "0"),
        ({"name": "DTMF", "value": True}, HeardKind.DIGITS, ""),
        ({"name": "DTMF", "value": "９x" * 30}, HeardKind.DIGITS, ""),
        ({"name": "noUserInput", "value": 3}, HeardKind.SILENCE, ""),
        ({"name": "hangup"}, HeardKind.HANGUP, ""),
    ],
)
def test_activities_of_the_caller_are_heard(fields: dict[str, object], kind: HeardKind, text: str) -> None:
    heard = heard_in(activity(**fields))
    assert heard is not None
    assert (heard.kind, heard.text, heard.recognised) == (kind, text, kind is HeardKind.WORDS)


@pytest.mark.parametrize(
    "fields", [{"name": "playFinished"}, {"name": ""}, {"type": "stat", "name": "start"}, {"type": ""}]
)
def test_others_are_not(fields: dict[str, object]) -> None:
    assert heard_in(activity(**fields)) is None


@pytest.mark.parametrize(
    ("told", "taken"), [(10**400, 1.0), (-(10**400), 0.0), (0.25, 0.25), (True, 1.0), ("0.1", 1.0)]
)
def test_confidence_is_a_share(told: object, taken: float) -> None:
    assert activity(parameters={"confidence": told}).confidence == taken


@pytest.mark.parametrize("digits", [25, 5000])
def test_a_number_without_end_is_no_key(digits: int) -> None:
    text = '{"id": "a1", "type": "event", "name": "DTMF", "value": ' + "9" * digits + "}"
    try:
        heard = heard_in(ActivityIn.model_validate_json(text))
    except ValidationError:
        return
    assert heard is not None
    assert heard.text == ""


def test_ids_follow_from_what_was_heard_and_times_are_told_in_utc() -> None:
    say = Say("请稍候。", listens=False, transfer=True, reason=Reason.ASKED)
    found = activities_for(say, "a1", NOW, Transfer("tel:12345", "A2B3C4"), begins=True)
    assert [(one.id, one.name) for one in found] == [("a1.0", "config"), ("a1.1", None), ("a1.2", "transfer")]
    assert {one.timestamp for one in found} == {"2026-11-26T01:02:03.456Z"}
    assert found[1].model_dump(mode="json").keys() == {"id", "timestamp", "type", "text", "activityParams"}


def test_without_a_code_none_is_sent() -> None:
    (transfer,) = activities_for(Say("", transfer=True), "a1", NOW, Transfer("tel:12345"))
    assert transfer.activityParams == {"transferTarget": "tel:12345", "handoverReason": "asked"}


@given(st.dictionaries(st.sampled_from(["type", "text", "name", "value", "parameters"]), JSON, max_size=5))
def test_whatever_comes_is_refused_or_heard(fields: dict[str, object]) -> None:
    try:
        one = activity(**fields)
    except ValidationError:
        return
    heard = heard_in(one)
    assert heard is None or (0 <= heard.confidence <= 1 and len(heard.caller) <= 200)
