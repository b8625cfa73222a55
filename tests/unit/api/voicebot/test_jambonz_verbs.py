"""Replies to jambonz are held to its published schema, and so is the validator that does it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from verb_schema import complaints, verb_specifications

from api.voicebot.jambonz.schemas import GatheredIn
from api.voicebot.jambonz.verbs import after_transfer, heard_in, verbs_for
from api.voicebot.port import HeardKind, Reason, Say
from api.voicebot.transfer import Transfer

SAYINGS = [
    Say("您好，请说。"),
    Say("", listens=False, hangup=True),
    Say("再见。", listens=False, hangup=True),
    Say("正在转接。", listens=False, transfer=True, reason=Reason.ASKED),
    Say("请选。", patience=12.5, barge_in=False),
]
TARGETS = ["tel:12345", "tel:+863981234567", "sip:queue@10.0.0.5"]


@pytest.mark.parametrize(("say", "target", "code"), [*product(SAYINGS, TARGETS, ["", "A2B3C4"])])
def test_whatever_is_said_jambonz_takes_it(say: Say, target: str, code: str) -> None:
    verbs = verbs_for(say, 3, Transfer(target, code))
    assert complaints(verbs) == []
    assert [verb["verb"] for verb in verbs][-1] == ("gather" if say.listens else "hangup")


@pytest.mark.parametrize("status", ["completed", "no-answer", "busy", "failed", ""])
def test_after_a_transfer_nobody_is_left_without_a_word(status: str) -> None:
    verbs = after_transfer(status, "请稍后再拨。")
    assert complaints(verbs) == []
    assert [verb["verb"] for verb in verbs] == (["hangup"] if status == "completed" else ["say", "hangup"])


def test_a_call_goes_to_a_number_or_a_sip_address_with_its_code() -> None:
    say = SAYINGS[3]
    (_, number, _), (_, address, _) = [verbs_for(say, 1, Transfer(target, "A2B3C4")) for target in TARGETS[::2]]
    assert number["target"] == [{"type": "phone", "number": "12345"}]
    assert address["target"] == [{"type": "sip", "sipUri": "sip:queue@10.0.0.5"}]
    assert number["headers"] == {"X-Consult-Code": "A2B3C4"}


def test_a_caller_may_always_interrupt_by_voice_and_key() -> None:
    (gather,) = verbs_for(Say("您好。", patience=7), 5, Transfer(""))
    assert gather["actionHook"] == "/channels/voicebot/jambonz/steps/5"
    assert (gather["bargein"], gather["dtmfBargein"], gather["listenDuringPrompt"]) == (True, True, True)
    assert (gather["input"], gather["timeout"]) == (["speech", "digits"], 7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "say", "text": "好"},
        [{"text": "好"}],
        ["say"],
        [{"verb": "sing", "text": "好"}],
        [{"verb": "say", "text": 1}],
        [{"verb": "say", "words": "好"}],
        [{"verb": "dial"}],
        [{"verb": "dial", "target": {"type": "phone"}}],
        [{"verb": "dial", "target": [{"number": "1"}]}],
        [{"verb": "dial", "target": [{"type": "pigeon"}]}],
        [{"verb": "gather", "timeout": "8"}],
        [{"verb": "gather", "timeout": True}],
        [{"verb": "gather", "input": "speech"}],
        [{"verb": "gather", "bargein": "yes"}],
        [{"verb": "gather", "recognizer": {"language": "zh-CN"}}],
        [{"verb": "gather", "say": {"text": "好", "loud": True}}],
        [{"verb": "sip:refer"}],
        [{"verb": "redirect"}],
    ],
)
def test_the_validator_refuses_what_is_wrong(wrong: object) -> None:
    assert complaints(wrong)


def test_the_validator_knows_every_type_of_the_schema() -> None:
    """An entry in a form that the validator does not read would pass for anything, or end in an error."""
    for name, entry in verb_specifications().items():
        values = {field: _example(kind) for field, kind in entry.get("properties", {}).items()}
        assert all("wrong type" not in complaint for complaint in complaints([{"verb": name} | values])), name


def _example(kind: object) -> object:
    if isinstance(kind, list):
        return []
    if isinstance(kind, dict):
        return [*kind["enum"]] if kind.get("type") == "array" else kind["enum"][0]
    examples = {"string": "一", "number": 1, "boolean": True, "object": {}, "array": []}
    return examples.get(str(kind).split("|")[0].strip(), {})


@pytest.mark.parametrize(
    ("gathered", "kind", "text", "confidence"),
    [
        ({"digits": "0"}, HeardKind.DIGITS, "0", 1.0),
        ({"digits": "1; DROP"}, HeardKind.DIGITS, "1", 1.0),
        ({"speech": {"alternatives": [{"transcript": "你好", "confidence": 0.4}]}}, HeardKind.WORDS, "你好", 0.4),
        ({"speech": {"alternatives": [{"transcript": "你好"}]}}, HeardKind.WORDS, "你好", 1.0),
        ({"speech": {"alternatives": [{"transcript": "你好", "confidence": 97}]}}, HeardKind.WORDS, "你好", 1.0),
        ({"speech": {"alternatives": []}, "reason": "speechDetected"}, HeardKind.WORDS, "", 1.0),
        ({"reason": "timeout"}, HeardKind.SILENCE, "", 1.0),
        ({"reason": "stt-low-confidence"}, HeardKind.WORDS, "", 1.0),
        ({}, HeardKind.WORDS, "", 1.0),
    ],
)
def test_what_a_gather_came_to_is_heard(
    gathered: dict[str, object], kind: HeardKind, text: str, confidence: float
) -> None:
    heard = heard_in(GatheredIn.model_validate({"call_sid": "c1"} | gathered))
    assert (heard.kind, heard.text, heard.confidence) == (kind, text, confidence)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["alternatives", "transcript", "confidence"]), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_hostile_speech_is_refused_or_heard(speech: object) -> None:
    try:
        gathered = GatheredIn.model_validate({"call_sid": "c1", "speech": speech})
    except ValidationError:
        return
    assert 0 <= heard_in(gathered).confidence <= 1
