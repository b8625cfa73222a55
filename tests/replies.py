"""Answer records for tests of what renders them; the names are made up."""

from datetime import date

from api.conversations.schemas import ButtonOut, CitationOut, IntentOut, ReplyOut, TurnReply
from knowledge.answering.answer import QuoteOrigin
from knowledge.answering.outcome import Outcome
from knowledge.model.validity import Status

NUMBER = "测政办〔2024〕7号"
LINK = "https://example.gov.test/zhengce/content/2024-02/01/content_7.htm?from=a&b=1"


def citation(number: int = 1) -> CitationOut:
    """Return a citation of a document of its own."""
    return CitationOut(
        entry_id=f"e{number}", title=f"测试补贴办法{number}", document_number=NUMBER, clause="第二条",
        quote="每月补贴1200元。", quote_from=next(iter(QuoteOrigin)), status=Status.IN_FORCE,
        effective_from=date(2024, 2, 1), expires_on=None, department="测试局", url=LINK, status_text="现行有效",
    )  # fmt: skip


def reply(
    text: str = "每月1200元，分两次发放。", *, buttons: int = 0, citations: int = 1, silent: bool = False
) -> TurnReply:
    """Return an answered turn with so many choices and sources."""
    return TurnReply(
        conversation_id="c1", message_id="m1", consult_code="2A7KXW",
        outcome=Outcome.ANSWERED if citations else Outcome.CLARIFICATION,
        reply=ReplyOut(
            text=text, spoken=text[:80],
            buttons=[ButtonOut(title=f"选项{number}号", payload=f"/choose{{{number}}}") for number in range(buttons)],
        ),
        citations=[citation(number) for number in range(citations)],
        notice="以上内容由智能系统根据公开政策检索生成，仅供参考。", confidence=0.9,
        intent=IntentOut(name="ask_policy", confidence=0.9), degraded=False, silent=silent, timing_ms={},
    )  # fmt: skip
