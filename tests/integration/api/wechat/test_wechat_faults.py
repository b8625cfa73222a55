"""The whole way, between the simulator's phones and the real service, with everything going wrong that can go wrong.

Every question is answered once on the screen of who asked it, and in order.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from time import sleep

import pytest

from api.settings import Settings
from tests.integration.api.wechat.rehearsal import (
    CONCLUSION,
    LOAN,
    LOAN_CONCLUSION,
    QUESTION,
    account_of,
    build,
    served,
)
from tests.simulators.waiting import wait_until
from tests.simulators.wechat import SORRY, Account, Mode, Phone, Platform

pytestmark = pytest.mark.integration

LATE = 4.2  # seconds of thinking: more than a reply to the platform may wait for
PATIENCE = 15.0  # the service never waits for more than four and a half; a loaded machine is not a fault

Meeting = Callable[..., Platform]


@pytest.fixture
def meet(service_settings: Settings) -> Iterator[Meeting]:
    """Start service and platform, each knowing the other's address."""
    with ExitStack() as stack:

        def start(*, mode: Mode = Mode.SAFE, pause: float = 0.0) -> Platform:
            platform = stack.enter_context(Platform(Account(mode=mode), patience=PATIENCE))
            settings = service_settings.model_copy(update={"wechat": account_of(platform)})
            address = stack.enter_context(served(build(settings, pause)))
            platform.courier.callback = f"{address}/channels/wechat"
            return platform

        yield start


def answers(phone: Phone, words: str) -> int:
    """How often an answer is on the screen."""
    return sum(words in shown for shown in phone.screen.texts)


def assert_answered_once(phone: Phone, words: str = CONCLUSION, *, seconds: float = 15.0, quiet: float = 1.0) -> None:
    assert phone.sees(words, seconds), phone.screen
    sleep(quiet)  # whatever is sent twice has time to arrive
    assert answers(phone, words) == 1, phone.screen
    assert SORRY not in phone.screen.texts


@pytest.mark.parametrize("mode", Mode)
def test_a_question_is_answered_in_each_mode(meet: Meeting, mode: Mode) -> None:
    platform = meet(mode=mode)
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)


def test_who_follows_is_welcomed(meet: Meeting) -> None:
    phone = meet().phone()
    phone.subscribes()
    assert phone.sees("政策咨询")
    assert phone.sees("人工智能")


def test_an_answer_that_takes_longer_than_the_platform_waits_comes_by_itself(meet: Meeting) -> None:
    platform = meet(pause=LATE + 2)
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone, seconds=25)
    assert all(attempt.status == 200 for attempt in platform.courier.attempts), "never did the platform wait in vain"
    assert "message/custom/typing" in [path for path, _ in platform.interface.calls], "until then it is shown typing"


def test_doubled_callbacks(meet: Meeting) -> None:
    platform = meet()
    platform.faults.doubled = True
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)
    assert len(platform.courier.attempts) == 2


def test_reordered_callbacks_are_each_answered(meet: Meeting) -> None:
    platform = meet()
    platform.faults.held = True
    phone = platform.phone()
    phone.says(QUESTION)
    phone.says(LOAN)
    assert wait_until(lambda: len(platform.courier.waiting) == 2)
    platform.lets_go()
    assert_answered_once(phone)
    assert_answered_once(phone, LOAN_CONCLUSION)


def test_questions_of_one_citizen_are_answered_in_their_order(meet: Meeting) -> None:
    platform = meet(pause=0.3)
    phone = platform.phone()
    said = [QUESTION, LOAN] * 3
    for number, words in enumerate(said):
        phone.says(words)
        assert wait_until(lambda number=number: len(platform.courier.attempts) >= number - 1)
        sleep(0.05)
    expected = [CONCLUSION, LOAN_CONCLUSION] * 3

    def shown() -> list[str]:
        texts = [text for text in phone.screen.texts if CONCLUSION in text or LOAN_CONCLUSION in text]
        return [CONCLUSION if CONCLUSION in text else LOAN_CONCLUSION for text in texts]

    assert wait_until(lambda: len(shown()) >= len(expected), 30)
    sleep(1)
    assert shown() == expected


def test_a_forged_callback_is_refused_and_nothing_is_shown(meet: Meeting) -> None:
    platform = meet()
    phone = platform.phone()
    attempt = platform.posts(phone, QUESTION, "1", token="SomebodyElsesToken")
    assert 400 <= attempt.status < 500
    assert phone.screen.texts == []


def test_a_forged_or_truncated_attempt_does_not_spoil_the_next(meet: Meeting) -> None:
    platform = meet()
    platform.faults.forged, platform.faults.truncated = 1, 0
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)
    platform.faults.truncated = 1
    phone.says(LOAN)
    assert_answered_once(phone, LOAN_CONCLUSION)
    assert [attempt.status == 200 for attempt in platform.courier.attempts] == [False, True, False, True]


def test_a_replayed_callback_changes_nothing(meet: Meeting) -> None:
    platform = meet()
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)
    replayed = platform.replays(platform.courier.attempts[0])
    assert CONCLUSION.encode() not in replayed.body
    assert 400 <= replayed.status < 500
    stale = platform.posts(phone, LOAN, "9", age=3600)
    assert 400 <= stale.status < 500
    sleep(0.5)
    assert answers(phone, CONCLUSION) == 1
    assert answers(phone, LOAN_CONCLUSION) == 0


def test_a_reply_that_was_lost_on_the_way_is_given_again(meet: Meeting) -> None:
    platform = meet()
    platform.faults.lost_replies = 2
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)


def test_a_token_that_ended_or_was_withdrawn_is_replaced(meet: Meeting) -> None:
    platform = meet(pause=LATE)
    for spoil in (platform.tokens.forget, platform.tokens.expire):
        phone = platform.phone()
        phone.says(LOAN)
        assert_answered_once(phone, LOAN_CONCLUSION, quiet=0)
        spoil()
        phone.says(QUESTION)
        assert_answered_once(phone)
    assert platform.tokens.renewals == 3


def test_what_the_platform_does_not_take_now_comes_later_or_with_the_next_contact(meet: Meeting) -> None:
    platform = meet(pause=LATE)
    codes = [-1, 45015, 45047]
    platform.faults.answer("message/custom/send", *codes)
    phones = [platform.phone() for _ in codes]
    for phone in phones:
        phone.says(QUESTION)
    assert wait_until(lambda: sum(answers(phone, CONCLUSION) for phone in phones) == 1, 20), [
        phone.screen for phone in phones
    ]
    sleep(1)
    for phone in phones:
        phone.says("谢谢")
    for phone in phones:
        assert_answered_once(phone, seconds=20)


def test_a_platform_that_is_down_for_a_minute_gets_everything_afterwards(meet: Meeting) -> None:
    platform = meet(pause=LATE)
    phones = [platform.phone() for _ in range(3)]
    platform.goes_down()
    for phone in phones:
        phone.says(QUESTION)
    sleep(60)
    assert [answers(phone, CONCLUSION) for phone in phones] == [0, 0, 0], phones[0].screen
    platform.comes_back()
    for phone in phones:
        assert_answered_once(phone, seconds=60, quiet=0)


def test_a_citizen_gets_only_their_own_answers(meet: Meeting) -> None:
    platform = meet()
    phones = [platform.phone() for _ in range(10)]
    for number, phone in enumerate(phones):
        phone.says(QUESTION if number % 2 else LOAN)
    for number, phone in enumerate(phones):
        assert_answered_once(phone, CONCLUSION if number % 2 else LOAN_CONCLUSION, quiet=0)
        assert answers(phone, LOAN_CONCLUSION if number % 2 else CONCLUSION) == 0


@pytest.mark.parametrize(
    "words", ["", "\n \t", "😀" * 200, "问" * 3000, "ＡＢＣ？" * 3, "\u202e倒过来", "]]></Content>"]
)
def test_whatever_is_sent_gets_one_proper_answer(meet: Meeting, words: str) -> None:
    phone = meet().phone()
    phone.says(words)
    assert wait_until(lambda: phone.screen.received, 10)
    assert SORRY not in phone.screen.texts
    assert all(first.text != second.text for first, second in pairwise(phone.screen.received))
