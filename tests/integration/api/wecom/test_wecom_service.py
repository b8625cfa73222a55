"""微信客服, between the simulator's phones and the real service."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import sleep

import pytest

from api.settings import Settings
from api.wecom.settings import WeComSettings
from tests.integration.api.wechat.rehearsal import CONCLUSION, LOAN, LOAN_CONCLUSION, QUESTION, build, served
from tests.simulators.waiting import wait_until
from tests.simulators.wecom import WeComPhone, WeComPlatform

pytestmark = pytest.mark.integration

Meeting = Callable[[], WeComPlatform]


def account_of(platform: WeComPlatform) -> WeComSettings:
    account = platform.account
    return WeComSettings.model_validate({
        "corp_id": account.corp_id, "secret": account.secret, "token": account.token,
        "encoding_aes_key": account.aes_key, "open_kfid": account.open_kfid, "api_base": platform.address,
    })  # fmt: skip


@pytest.fixture
def meet(service_settings: Settings) -> Iterator[Meeting]:
    """Start service and platform, each knowing the other's address."""
    with ExitStack() as stack:

        def start() -> WeComPlatform:
            platform = stack.enter_context(WeComPlatform())
            settings = service_settings.model_copy(update={"wecom": account_of(platform)})
            platform.callback = stack.enter_context(served(build(settings))) + "/channels/wecom"
            return platform

        yield start


def answers(phone: WeComPhone, words: str) -> int:
    return sum(words in shown for shown in phone.screen.texts)


def assert_answered_once(phone: WeComPhone, words: str = CONCLUSION) -> None:
    assert phone.sees(words, 30), phone.screen
    sleep(1)
    assert answers(phone, words) == 1, phone.screen


def test_the_address_is_verified_by_an_encrypted_echo(meet: Meeting) -> None:
    platform = meet()
    assert platform.verifies("1616140317555161061") == (200, "1616140317555161061")
    assert platform.verifies("1616140317555161061", token="another")[0] == 403


def test_questions_are_answered_once_and_in_order_however_often_it_calls_back(meet: Meeting) -> None:
    platform = meet()
    platform.faults.doubled = True
    platform.journal.page_size = 1
    phone = platform.phone()
    phone.says(QUESTION)
    phone.says(LOAN)
    assert_answered_once(phone)
    assert_answered_once(phone, LOAN_CONCLUSION)
    texts = phone.screen.texts
    first = next(at for at, text in enumerate(texts) if CONCLUSION in text)
    assert first < next(at for at, text in enumerate(texts) if LOAN_CONCLUSION in text)


def test_a_forged_callback_reads_nothing(meet: Meeting) -> None:
    platform = meet()
    assert wait_until(lambda: platform.journal.reads > 0)
    reads = platform.journal.reads
    platform.calls_back(token="another")
    assert wait_until(lambda: platform.statuses)
    assert 400 <= platform.statuses[0] < 500
    assert platform.journal.reads == reads


def test_who_enters_is_greeted_and_told_that_a_machine_answers(meet: Meeting) -> None:
    phone = meet().phone()
    phone.enters()
    assert phone.sees("人工智能")


def test_while_a_person_has_the_conversation_the_service_is_silent(meet: Meeting) -> None:
    platform = meet()
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)
    platform.person_takes(phone)
    platform.person_says(phone, "您好，我来接着说")
    phone.says(LOAN)
    sleep(3)
    assert answers(phone, LOAN_CONCLUSION) == 0
    platform.person_ends(phone)
    phone.says(LOAN)
    assert_answered_once(phone, LOAN_CONCLUSION)


def test_what_a_wrong_state_keeps_back_comes_with_the_next_contact(meet: Meeting) -> None:
    platform = meet()
    platform.faults.answer("send_msg", 95018)
    phone = platform.phone()
    phone.says(QUESTION)
    assert wait_until(lambda: not platform.faults.errcodes["send_msg"])
    sleep(1)
    assert answers(phone, CONCLUSION) == 0
    phone.says("谢谢")
    assert_answered_once(phone)


def test_a_busy_platform_and_a_token_that_ended_lose_nothing(meet: Meeting) -> None:
    platform = meet()
    assert wait_until(lambda: platform.tokens.renewals == 1)
    platform.tokens.expire()
    for path in ("sync_msg", "service_state/get", "send_msg"):
        platform.faults.answer(path, -1)
    phone = platform.phone()
    phone.says(QUESTION)
    assert_answered_once(phone)
    assert platform.tokens.renewals == 2


def test_old_messages_of_before_the_first_reading_are_left_alone(service_settings: Settings) -> None:
    with WeComPlatform() as platform:
        old, fresh = platform.phone(), platform.phone()
        old.says(QUESTION)
        platform.journal.age(hours=5)
        fresh.says(QUESTION)
        settings = service_settings.model_copy(update={"wecom": account_of(platform)})
        with served(build(settings)):
            assert_answered_once(fresh)
            assert answers(old, CONCLUSION) == 0


def test_what_was_said_while_the_service_was_away_is_answered_when_it_is_back(service_settings: Settings) -> None:
    with WeComPlatform() as platform:
        settings = service_settings.model_copy(update={"wecom": account_of(platform)})
        phone = platform.phone()
        with served(build(settings)) as address:
            platform.callback = f"{address}/channels/wecom"
            phone.says(QUESTION)
            assert_answered_once(phone)
        platform.callback = ""
        phone.says(LOAN)
        with served(build(settings)):
            assert_answered_once(phone, LOAN_CONCLUSION)
            assert answers(phone, CONCLUSION) == 1
