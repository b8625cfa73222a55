import pytest
from pydantic import ValidationError

from api.handover.rules import handover_rules, rules_of
from api.handover.settings import DeskSettings
from api.handover.states import CloseReason


def test_the_file_has_a_label_for_every_reason_and_the_code_in_what_is_left() -> None:
    rules = handover_rules()
    assert set(rules.close_reasons) == set(CloseReason)
    for sentence in (rules.sentences.left, rules.sentences.left_closed, rules.sentences.added):
        assert "{code}" in sentence


def test_every_sentence_about_waiting_can_be_filled_in() -> None:
    said = handover_rules().waiting
    assert said.ahead.format(ahead=2, wait=said.wait.format(minutes=5)) == "前面还有 2 位在等候，预计约 5 分钟。"
    assert said.next.format(wait=said.unknown) == "您是下一位，等候时间暂时无法估计。"
    assert "第 3 位" in said.closed.format(hours="08:30至18:00", position=3, next="明天08:30")


def test_who_waits_again_is_told_for_whom() -> None:
    sentences = handover_rules().sentences
    assert sentences.colleague in sentences.transferred.format(to=sentences.colleague)


class TestHoursOfAnInstallation:
    def test_stand_in_place_of_those_of_the_file(self) -> None:
        rules = rules_of(DeskSettings(hours="09:00-12:00, 13:30-17:00"))
        assert [str(span) for span in rules.hours.spans] == ["09:00至12:00", "13:30至17:00"]
        assert rules.hours.days == handover_rules().hours.days

    def test_without_any_the_file_holds(self) -> None:
        assert rules_of(DeskSettings()) == handover_rules()

    @pytest.mark.parametrize("hours", ["nine to five", "18:00-08:00", "09:00", "25:00-26:00"])
    def test_that_cannot_be_read_are_refused(self, hours: str) -> None:
        with pytest.raises(ValidationError):
            DeskSettings(hours=hours)

    def test_that_overlap_are_refused(self) -> None:
        with pytest.raises(ValidationError, match="overlap"):
            rules_of(DeskSettings(hours="09:00-12:00,11:00-13:00"))
