"""The api process is killed between receipt and reply, and no question is lost or answered twice."""

from time import sleep

import pytest

from api.settings import Settings
from tests.integration.api.wechat.rehearsal import CONCLUSION, LOAN, LOAN_CONCLUSION, QUESTION, Process, account_of
from tests.simulators.waiting import wait_until
from tests.simulators.wechat import Phone, Platform

pytestmark = pytest.mark.integration


def answers(phone: Phone, words: str) -> int:
    return sum(words in shown for shown in phone.screen.texts)


def test_a_service_that_is_killed_over_questions_answers_them_after_it_came_back(service_settings: Settings) -> None:
    with Platform(patience=4.0) as platform:
        service = Process(service_settings.data_dir, account_of(platform))
        platform.courier.callback = f"{service.address}/channels/wechat"
        try:
            service.start(pause=2.0)
            phones = [platform.phone() for _ in range(6)]
            for phone in phones:
                phone.says(QUESTION)
            assert wait_until(lambda: service.received() == len(phones), 10)
            service.kill()
            assert [answers(phone, CONCLUSION) for phone in phones] == [0] * 6, "nobody was answered yet"
            service.start()
            for phone in phones:
                assert phone.sees(CONCLUSION, 60), (phone.screen, service.output())
            for phone in phones:
                phone.says(LOAN)
            for phone in phones:
                assert phone.sees(LOAN_CONCLUSION, 30), (phone.screen, service.output())
            sleep(2)
            assert [answers(phone, CONCLUSION) for phone in phones] == [1] * 6
            assert [answers(phone, LOAN_CONCLUSION) for phone in phones] == [1] * 6
        finally:
            service.kill()


def test_two_processes_share_the_callbacks_of_one_message(service_settings: Settings) -> None:
    """The platform's repetitions reach another process than the first attempt did."""
    with Platform() as platform:
        one, other = (Process(service_settings.data_dir, account_of(platform)) for _ in range(2))
        try:
            one.start(pause=1.0)
            other.start(pause=1.0)
            phone = platform.phone()
            number = "24000000000000077"
            for service in (one, other, one, other):
                platform.courier.callback = f"{service.address}/channels/wechat"
                platform.begins(phone, QUESTION, number)
            assert wait_until(lambda: len(platform.courier.attempts) == 4, 20)
            given = [attempt for attempt in platform.courier.attempts if attempt.body not in {b"", b"success"}]
            sleep(1)
            assert len(given) + answers(phone, CONCLUSION) == 1, (given, phone.screen)
        finally:
            one.kill()
            other.kill()
