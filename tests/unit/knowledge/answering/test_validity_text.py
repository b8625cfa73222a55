"""What is said of the days of a rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_knowledge import BORROWING, TODAY

from knowledge.answering.applicability import applicability
from knowledge.answering.citing import cite
from knowledge.answering.sentences import sentences
from knowledge.answering.steps.compose import answer_text, spoken_text
from knowledge.answering.validity_text import (
    as_of_text,
    current_successor,
    ends_soon,
    expiry_text,
    replaced_by,
    status_text,
    validity_text,
)
from knowledge.model.passage import Passage, Successor
from knowledge.model.validity import Status, Validity

SOON = timedelta(days=applicability().expiring_within_days)
DAY = timedelta(days=1)
OVER = Validity(date(2015, 1, 1), repealed_on=date(2020, 1, 1))
B = Successor("b", "《乙办法》", Validity(date(2020, 1, 1), date(2023, 12, 31)))
C = Successor("c", "《丙办法》（丙〔2024〕1号）", Validity(date(2024, 1, 1)))


def holding(validity: Validity, *successors: Successor, successor: str = "") -> Passage:
    name = successors[0].name if successors else successor
    return replace(BORROWING, validity=validity, successor=name, successors=successors)


@pytest.mark.parametrize(
    ("validity", "last"),
    [
        (Validity(), None),
        (Validity(expires_on=TODAY), TODAY),
        (Validity(repealed_on=TODAY), TODAY - DAY),
        (Validity(None, TODAY, TODAY - DAY), TODAY - 2 * DAY),
        (Validity(None, TODAY, TODAY + 9 * DAY), TODAY),
    ],
)
def test_the_last_day_in_force(validity: Validity, last: date | None) -> None:
    assert validity.last_day == last


@pytest.mark.parametrize(
    ("chain", "day", "name"),
    [
        pytest.param((B, C), TODAY, C.name, id="the current one of a chain"),
        pytest.param((B, C), date(2021, 1, 1), B.name, id="the one that held then"),
        pytest.param((C, B), TODAY, C.name, id="whatever the order"),
        pytest.param((B,), TODAY, None, id="ended too"),
        pytest.param((), TODAY, None, id="none"),
    ],
)
def test_the_link_that_holds_on_a_day(chain: tuple[Successor, ...], day: date, name: str | None) -> None:
    found = current_successor(holding(OVER, *chain), day)
    assert (found.name if found else None) == name


def test_a_successor_that_has_ended_is_not_named_as_current() -> None:
    assert replaced_by(holding(OVER, B), TODAY) == sentences().answered.no_successor
    assert B.name not in validity_text(holding(OVER, B), TODAY)


def test_a_successor_to_come_is_named_with_its_day() -> None:
    coming = Successor("d", "《丁办法》", Validity(date(2027, 1, 1)))
    assert replaced_by(holding(OVER, B, coming), TODAY) == "接替它的《丁办法》自2027年1月1日起施行。"


def test_a_successor_without_known_days_is_named_as_it_is() -> None:
    assert replaced_by(holding(OVER, successor="《戊办法》"), TODAY) == "现行规定见《戊办法》。"


@pytest.mark.parametrize(
    ("validity", "on", "said"),
    [
        pytest.param(Validity(), date(2019, 3, 1), "按2019年3月1日的规定答复。这项规定现在仍然有效。", id="still"),
        pytest.param(
            OVER, date(2019, 3, 1),
            "按2019年3月1日的规定答复。该规定已于2020年1月1日废止。现行规定见《丙办法》（丙〔2024〕1号）。", id="since repealed",
        ),
        pytest.param(
            Validity(date(2026, 12, 1)), date(2027, 1, 1),
            "按2027年1月1日的规定答复。请注意：《示例市图书借阅办法》自2026年12月1日起施行，目前尚未生效。", id="to come",
        ),
        pytest.param(Validity(date(2020, 1, 1)), date(2019, 3, 1), "按2019年3月1日的规定答复。", id="not then"),
        pytest.param(Validity(), date(2027, 1, 1), "按2027年1月1日的规定答复。以目前已公布的规定为准。", id="ahead"),
        pytest.param(Validity(), TODAY, "", id="today"),
    ],
)  # fmt: skip
def test_another_day_is_said_first_with_how_it_stands_today(validity: Validity, on: date, said: str) -> None:
    passage = holding(validity, B, C)
    assert as_of_text(passage, on, TODAY) == said
    assert answer_text(passage, on, TODAY).startswith(said)
    assert spoken_text(passage, on, TODAY).startswith(said)


@pytest.mark.parametrize(
    ("validity", "on", "said"),
    [
        pytest.param(
            Validity(date(2020, 1, 1)), date(2019, 3, 1),
            "请注意：《示例市图书借阅办法》自2020年1月1日起施行，2019年3月1日尚未生效。", id="began later",
        ),
        pytest.param(
            Validity(None, date(2026, 8, 31)), date(2027, 1, 1),
            "请注意：《示例市图书借阅办法》到2026年8月31日为止有效，2027年1月1日不能作为依据。", id="will have ended",
        ),
        pytest.param(
            Validity(None, None, date(2010, 1, 1)), date(2019, 3, 1),
            "请注意：《示例市图书借阅办法》已于2010年1月1日废止，不再作为办理依据。", id="had ended",
        ),
        pytest.param(Validity(), date(2019, 3, 1), "", id="held"),
    ],
)  # fmt: skip
def test_what_did_not_hold_on_the_day_asked_about_is_said(validity: Validity, on: date, said: str) -> None:
    text = validity_text(holding(validity), on, TODAY)
    assert text.startswith(said)
    assert bool(text) is bool(said)


def test_days_of_several_documents_are_not_said_to_be_those_of_the_first() -> None:
    text = validity_text(replace(holding(OVER), jointly_dated=True), TODAY)
    assert text.startswith("请注意：这项解读所依据的规定中有的已于2020年1月1日废止")
    assert "《示例市图书借阅办法》" not in text


@pytest.mark.parametrize(
    ("validity", "soon"),
    [
        (Validity(expires_on=TODAY), True),
        (Validity(expires_on=TODAY + SOON), True),
        (Validity(expires_on=TODAY + SOON + DAY), False),
        (Validity(repealed_on=TODAY + SOON), True),
        (Validity(repealed_on=TODAY + SOON + 2 * DAY), False),
        (Validity(expires_on=TODAY - DAY), False),
        (Validity(TODAY + DAY, TODAY + 2 * DAY), False),
        (Validity(), False),
    ],
)
def test_soon_is_within_the_days_of_the_settings(validity: Validity, soon: bool) -> None:
    assert ends_soon(validity, TODAY) is soon
    assert bool(expiry_text(holding(validity), TODAY)) is soon
    assert ("期限提醒" in answer_text(holding(validity), TODAY)) is soon


def test_the_reminder_names_the_day_and_what_follows() -> None:
    next_one = Successor("n", "《新办法》", Validity(date(2026, 7, 1)))
    ending = holding(Validity(expires_on=date(2026, 6, 30)), next_one)
    assert expiry_text(ending, TODAY) == (
        "期限提醒：这项规定有效期至2026年6月30日，即将到期。接替它的《新办法》自2026年7月1日起施行。"
    )
    assert "将于2026年7月1日废止" in expiry_text(holding(Validity(repealed_on=date(2026, 7, 1))), TODAY)


@pytest.mark.parametrize(
    ("validity", "on", "label"),
    [
        (Validity(), TODAY, "现行有效"),
        (Validity(expires_on=date(2026, 7, 1)), TODAY, "将于2026年7月1日期满失效"),
        (Validity(repealed_on=date(2026, 7, 1)), TODAY, "将于2026年7月1日废止"),
        (Validity(date(2027, 1, 1)), TODAY, "尚未施行，自2027年1月1日起施行"),
        (Validity(repealed_on=TODAY), TODAY, "已废止"),
        (Validity(expires_on=TODAY - DAY), TODAY, "已失效"),
        (OVER, date(2019, 3, 1), "2019年3月1日有效，现已失效"),
        (Validity(date(2027, 1, 1)), date(2027, 2, 1), "2027年2月1日有效，目前尚未施行"),
    ],
)
def test_status_in_words(validity: Validity, on: date, label: str) -> None:
    assert status_text(validity, on, TODAY) == label
    assert {citation.status_text for citation in cite(holding(validity), on, TODAY)} == {label}


days = st.dates(date(2019, 1, 1), date(2030, 12, 31)) | st.sampled_from([date.min, date.max])
validities = st.builds(Validity, st.none() | days, st.none() | days, st.none() | days)
chains = st.lists(st.builds(Successor, st.just("x"), st.sampled_from(["《甲》", "《乙》"]), validities), max_size=3)


@given(validities, days, days, chains)
def test_words_and_dates_agree_whatever_the_days(
    validity: Validity, on: date, today: date, chain: list[Successor]
) -> None:
    passage = holding(validity, *chain)
    held = validity.status(on) is Status.IN_FORCE
    assert bool(validity_text(passage, on, today)) is not held
    assert as_of_text(passage, on, today).startswith("按") is (on != today)
    label = status_text(validity, on, today)
    if label == "现行有效":
        assert held
        assert validity.status(today) is Status.IN_FORCE
    text = answer_text(passage, on, today)
    for link in chain:
        if f"现行规定见{link.name}" in text:
            assert any(
                other.name == link.name and other.validity.status(max(on, today)) is Status.IN_FORCE for other in chain
            ) or any(other.name == link.name and other.validity.status(today) is Status.IN_FORCE for other in chain)
