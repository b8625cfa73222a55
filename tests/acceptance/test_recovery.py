"""Any process may be killed at any moment: what was said and what was published stays."""

import os
import signal
import subprocess
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx2

from tests.acceptance.processes import running_in
from tests.acceptance.service import COMMAND, Service, wait_for
from tests.conftest import ROOT

QUESTION = "我租房住，公积金能提吗？"
BACK_SECONDS = 60.0


def _kill(service: Service, name: str) -> int:
    process = running_in(service.data_dir)[name]
    os.kill(process, signal.SIGKILL)
    return process


def test_answers_go_on_without_the_dialogue_and_a_form_goes_on_after_it(own_service: Service) -> None:
    form = own_service.ask("帮我算一下信息处理费")
    assert form["outcome"] == "form"
    killed = _kill(own_service, "rasa")

    assert own_service.ask(QUESTION)["outcome"] == "answered"
    wait_for(lambda: running_in(own_service.data_dir).get("rasa", killed) != killed, timeout=10)
    wait_for(own_service.is_whole, timeout=BACK_SECONDS)
    assert own_service.ask(QUESTION)["degraded"] is False

    conversation = form["conversation_id"]
    assert own_service.ask("按页", conversation)["outcome"] == "form"
    fee = own_service.ask("35", conversation)
    assert fee["outcome"] == "answered"
    assert "50元" in fee["reply"]["text"]


def test_a_publish_storm_survives_the_death_of_the_api(own_service: Service, tmp_path: Path) -> None:
    storm = Storm(own_service, tmp_path)
    storm.start()
    wait_for(lambda: len(storm.published) >= 1, timeout=BACK_SECONDS)
    killed = _kill(own_service, "api")
    wait_for(lambda: running_in(own_service.data_dir).get("api", killed) != killed, timeout=10)
    wait_for(own_service.is_whole, timeout=BACK_SECONDS)
    storm.end()

    assert own_service.json("index", "verify")["identical"] is True
    for number in storm.published:
        cited = own_service.ask(f"{storm.staff(number)}补贴每天发多少元？")["citations"]
        assert any(citation["document_number"] == storm.document_number(number) for citation in cited), number


class Storm(Thread):
    """Imports one document after the other, in processes of their own, until told to end."""

    ANIMALS = ("白鹭", "天鹅", "灰雁", "朱鹮", "大鸨", "鸳鸯", "翠鸟", "戴胜", "黄鹂", "喜鹊", "斑鸠", "夜莺")

    def __init__(self, service: Service, folder: Path) -> None:
        super().__init__(daemon=True)
        self.published: list[int] = []
        self._service, self._folder, self._ended = service, folder, Event()

    def run(self) -> None:
        for number in range(len(self.ANIMALS)):
            if self._ended.is_set():
                return
            path = self._folder / f"{number}.txt"
            path.write_text(self._text(number), "utf-8")
            self._import(number, path)

    def end(self) -> None:
        self._ended.set()
        self.join()
        assert self.published

    def staff(self, number: int) -> str:
        return f"{self.ANIMALS[number]}监测志愿者"

    def document_number(self, number: int) -> str:
        return f"三试发〔2026〕{number + 1}号"

    def _import(self, number: int, path: Path) -> None:
        done = subprocess.run(
            [COMMAND, "import", "--publish", path], cwd=ROOT, env=self._service.environment(), capture_output=True,
            check=False,
        )  # fmt: skip
        if done.returncode == 0:
            self.published.append(number)

    def _text(self, number: int) -> str:
        return (
            f"三门峡市试验局关于印发{self.staff(number)}补贴办法的通知\n\n{self.document_number(number)}\n\n各有关单位：\n\n"
            f"第一条 {self.staff(number)}每服务一天，发给补贴{number + 50}元，按月结算。\n\n"
            f"第二条 申领补贴应当提交服务记录。\n\n三门峡市试验局\n\n2026年3月2日\n"
        )


def test_nothing_outlives_the_supervisor_and_nothing_is_lost(own_service: Service) -> None:
    before = own_service.ask(QUESTION)
    own_service.kill()
    wait_for(lambda: own_service.remains() == ([], []), timeout=60, complaint=lambda: str(own_service.remains()))

    own_service.start(BACK_SECONDS)
    assert _rate(own_service, before).status_code == httpx2.codes.NO_CONTENT
    followed = own_service.ask("那要准备哪些材料？", before["conversation_id"])
    assert followed["conversation_id"] == before["conversation_id"]
    assert any(citation["title"] == "住房公积金管理条例" for citation in followed["citations"])


def _rate(service: Service, turn: dict[str, Any]) -> httpx2.Response:
    return httpx2.post(
        f"{service.address}/api/chat/{turn['conversation_id']}/feedback",
        json={"message_id": turn["message_id"], "helpful": True}, trust_env=False,
    )  # fmt: skip
