"""Whatever the dates and regions: no rule is given as current that is not, and none of another place."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_knowledge import BORROWING, HOME, HUBIN, LINGBAO, NATION, REGIONS, answerer_over, ask

from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.model.passage import Passage
from knowledge.model.validity import Status, Validity

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PLACES = st.sampled_from([NATION, "410000", HOME, HUBIN, LINGBAO, "320000"])
VALIDITIES = st.builds(Validity, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
WORDS = st.sampled_from(
    [
        BORROWING.questions[0],
        "《示例市图书借阅办法》图书借阅证要带什么材料？",
        "图书借阅证要带什么材料，废止了吗",
        "图书借阅证",
    ]
)
WARNINGS = tuple(text.split("{")[0] for text in (sentences().answered.not_in_force, sentences().answered.not_yet))


@st.composite
def knowledge(draw: st.DrawFn) -> list[Passage]:
    """Up to four editions of one rule, each of some place and time, told apart by their words."""
    count = draw(st.integers(1, 4))
    return [
        replace(
            BORROWING, id=f"e{n}@1#0", entry_id=f"e{n}", text=f"第{n}版。", spoken=f"第{n}版。",
            region=draw(PLACES), validity=draw(VALIDITIES), successor=draw(st.sampled_from(["", "《新办法》"])),
        )
        for n in range(count)
    ]  # fmt: skip


@settings(max_examples=120)
@given(knowledge(), WORDS, DAYS, st.sampled_from(["", HOME, HUBIN, LINGBAO]))
def test_nothing_past_is_given_as_current_and_nothing_foreign_at_all(
    passages: list[Passage], text: str, day: date, region: str
) -> None:
    answer = ask(answerer_over(*passages), text, on=day, region=region).answer
    assert answer is not None
    if answer.outcome is not Outcome.ANSWERED:
        assert not answer.citations
        assert not any(passage.text in answer.text for passage in passages)
        return
    (used,) = [passage for passage in passages if passage.text in answer.text]
    assert used.region in REGIONS.ladder(region or HOME)
    in_force = used.validity.status(day) is Status.IN_FORCE
    assert {citation.status for citation in answer.citations} == {used.validity.status(day)}
    assert answer.text.startswith(WARNINGS) is not in_force
    assert answer.spoken.startswith(WARNINGS) is not in_force
