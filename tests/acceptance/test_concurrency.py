"""Several citizens at once: everyone gets the answers to their own questions."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.acceptance.service import Service

# Question, and the law that its answer rests on. Every citizen asks all, each starting with another.
QUESTIONS = (
    ("职工养老保险要缴够多少年才能按月领养老金？", "中华人民共和国社会保险法"),
    ("我租房住，公积金能提吗？", "住房公积金管理条例"),
    ("孩子满六岁就能上小学吗？", "中华人民共和国义务教育法"),
    ("向政府申请公开信息，一般要交钱吗？", "中华人民共和国政府信息公开条例"),
    ("营业执照从申请到拿到手要等几天？", "中华人民共和国市场主体登记管理条例"),
)
CITIZENS = 8


def _conversation(service: Service, citizen: int) -> list[tuple[str, dict[str, Any]]]:
    conversation, turns = None, []
    for turn in range(len(QUESTIONS)):
        question, law = QUESTIONS[(citizen + turn) % len(QUESTIONS)]
        reply = service.ask(question, conversation)
        conversation = conversation or reply["conversation_id"]
        assert reply["conversation_id"] == conversation
        turns.append((law, reply))
    return turns


def test_conversations_do_not_mix(service: Service) -> None:
    with ThreadPoolExecutor(CITIZENS) as pool:
        conversations = list(pool.map(lambda citizen: _conversation(service, citizen), range(CITIZENS)))
    assert len({turns[0][1]["conversation_id"] for turns in conversations}) == CITIZENS
    for law, reply in (turn for turns in conversations for turn in turns):
        assert reply["outcome"] == "answered"
        assert law in {citation["title"] for citation in reply["citations"]}
