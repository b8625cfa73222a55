"""Whatever the dates, regions, audiences and successors: nothing is given as current that is not, or not for the citizen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_knowledge import BORROWING, HOME, HUBIN, LINGBAO, NATION, REGIONS, answerer_over, ask

from knowledge.answering.context import TurnContext
from knowledge.answering.ladder import searched
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.answering.validity_text import chinese_day
from knowledge.model.passage import Audience, Passage, Source, Successor
from knowledge.model.validity import Status, Validity

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PLACES = st.sampled_from([NATION, "410000", HOME, HUBIN, LINGBAO, "320000"])
VALIDITIES = st.builds(Validity, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)
AUDIENCES = st.sampled_from([frozenset(Audience), *(frozenset({audience}) for audience in Audience)])
MATERIALS = BORROWING.questions[0]
QUESTIONS = (MATERIALS, "2025年图书借阅证办理要求", "图书借阅证办理要求", f"我们公司{MATERIALS}", f"我本人{MATERIALS}")
WORDS = st.sampled_from(
    [
        *QUESTIONS[:3],
        "《第0版办法》图书借阅证要带什么材料？",
        "《第1版办法》图书借阅证要带什么材料，废止了吗",
        "2025年的图书借阅证办理要求",
        "去年三月的图书借阅证办理要求",
        "下个月起的图书借阅证办理要求",
        f"我们公司{MATERIALS}",
        f"我本人{MATERIALS}",
        f"灵宝{MATERIALS}",
        f"西安的{MATERIALS}",
        f"洛阳{MATERIALS}",
        "图书借阅证",
    ]
)
WARNING = "请注意："
assert all(
    text.startswith(WARNING)
    for text in (
        *(sentences().answered.not_in_force, sentences().answered.not_yet),
        *(sentences().applicability.not_then, sentences().applicability.over_then),
    )
)


@st.composite
def knowledge(draw: st.DrawFn) -> list[Passage]:
    """Up to five editions of one rule, each of some place, time and audience, told apart by their words; some replaced."""
    count = draw(st.integers(1, 5))
    validities = [draw(VALIDITIES) for _ in range(count)]
    links = [Successor(f"e{n}", f"《第{n}版办法》", validity) for n, validity in enumerate(validities)]
    chains = st.lists(
        st.sampled_from([*links, Successor("gone", "《遗失办法》", Validity(date(2026, 1, 1)))]), max_size=3
    )
    passages = []
    for n, validity in enumerate(validities):
        chain = tuple(draw(chains))  # may name itself, go round, or name what is not known here
        passages.append(
            replace(
                BORROWING,
                id=f"e{n}@1#0",
                entry_id=f"e{n}",
                text=f"第{n}版。",
                spoken=f"第{n}版。",
                sources=(Source(f"第{n}版办法"),),
                region=draw(PLACES),
                validity=validity,
                audience=draw(AUDIENCES),
                successors=chain,
                successor=chain[0].name if chain else "",
                questions=(*QUESTIONS, f"《第{n}版办法》{MATERIALS}"),
            )
        )
    return passages


def used(passages: Sequence[Passage], text: str) -> Passage:
    """Return the one passage whose words an answer gives."""
    (basis,) = [passage for passage in passages if passage.text in text]
    return basis


def check(turn: TurnContext, passages: Sequence[Passage]) -> None:
    """Assert everything that must hold of a turn."""
    answer = turn.answer
    assert answer is not None
    if answer.outcome is not Outcome.ANSWERED:
        assert not answer.citations
        assert not any(passage.text in answer.text for passage in passages)
        return
    basis = used(passages, answer.text)
    assert basis.region in searched(turn, REGIONS, HOME)
    assert basis.region in REGIONS.ladder(turn.region or HOME)
    assert turn.audience is None or turn.audience in basis.audience
    then, now = basis.validity.status(turn.on), basis.validity.status(turn.today)
    assert {citation.status for citation in answer.citations} == {then}
    for text in (answer.text, answer.spoken):
        assert (WARNING in text) is (then is not Status.IN_FORCE or now is Status.NOT_YET)
        assert ("该规定已于" in text) is (then is Status.IN_FORCE and now in {Status.REPEALED, Status.EXPIRED})
        assert (f"按{chinese_day(turn.on)}的规定答复。" in text) is (turn.on != turn.today)
    current = [c for c in answer.citations if c.status_text == "现行有效"]
    assert not current or now is then is Status.IN_FORCE
    check_mentions(turn, passages, answer.text)


def check_mentions(turn: TurnContext, passages: Sequence[Passage], text: str) -> None:
    """Assert that what is named as holding now holds, and that a rule asked about that does not has its day beside it."""
    now = max(turn.on, turn.today)
    for passage in passages:
        name = f"《{passage.sources[0].title}》"
        if f"现行规定见{name}" in text:
            days = {now, turn.today}
            assert any(passage.validity.status(day) is Status.IN_FORCE for day in days)
    asked = turn.asked_about
    if asked is not None:
        assert asked.validity.status(turn.on) is not Status.IN_FORCE
        assert f"您问的《{asked.sources[0].title}》" in text
        days = (asked.validity.effective_from, asked.validity.expires_on, asked.validity.repealed_on)
        assert any(chinese_day(day) in text for day in days if day)


@settings(max_examples=120, deadline=None)
@given(
    knowledge(), WORDS, DAYS, st.sampled_from(["", HOME, HUBIN, LINGBAO]), st.none() | st.sampled_from(list(Audience))
)
def test_nothing_past_is_given_as_current_and_nothing_foreign_at_all(
    passages: list[Passage], text: str, day: date, region: str, audience: Audience | None
) -> None:
    check(ask(answerer_over(*passages), text, on=day, region=region, audience=audience), passages)


@settings(max_examples=40, deadline=None)
@given(knowledge(), st.sampled_from(QUESTIONS), DAYS, DAYS)
def test_a_day_handed_in_is_answered_as_that_day(passages: list[Passage], text: str, on: date, today: date) -> None:
    check(ask(answerer_over(*passages), text, on=on, today=today, region=HUBIN), passages)


@st.composite
def editions(draw: st.DrawFn) -> list[Passage]:
    """A rule that was asked for by name and whose place others took, or will take, in a chain of any shape."""
    known = draw(st.integers(2, 4))
    validities = [draw(VALIDITIES) for _ in range(known)]
    links = [Successor(f"e{n}", f"《第{n}版办法》", validity) for n, validity in enumerate(validities)]
    return [
        replace(
            BORROWING, id=f"e{n}@1#0", entry_id=f"e{n}", text=f"第{n}版。", spoken=f"第{n}版。", region=HOME,
            sources=(Source(f"第{n}版办法"),), validity=validity,
            successors=tuple(draw(st.lists(st.sampled_from(links), min_size=1, max_size=known))),
            questions=(f"《第{n}版办法》{MATERIALS}", *([MATERIALS] if n else [])),
        )
        for n, validity in enumerate(validities)
    ]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(editions(), DAYS)
def test_who_asks_for_an_edition_by_name_gets_what_holds_and_is_told(passages: list[Passage], day: date) -> None:
    turn = ask(answerer_over(*passages), passages[0].questions[0], on=day, region=HUBIN)
    check(turn, passages)
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.ANSWERED
    if turn.asked_about is not None:
        basis = used(passages, turn.answer.text)
        assert basis.validity.status(day) is Status.IN_FORCE
        assert {citation.title for citation in turn.answer.citations} == {basis.sources[0].title}
