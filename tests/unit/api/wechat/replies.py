"""Answer records to render."""

from datetime import date
from typing import Any

from api.conversations.schemas import TurnReply

CITATION: dict[str, Any] = {
    "entry_id": "law", "title": "示例市图书借阅办法", "document_number": "示政办〔2025〕8号", "clause": "第四条",
    "quote": "图书借期为三十天，可以续借一次。", "quote_from": "clause", "status": "in_force",
    "effective_from": date(2025, 1, 1), "expires_on": None, "department": "图书馆",
    "url": "https://example.test/8", "status_text": "现行有效",
}  # fmt: skip
TEXT = "借期三十天。\n依据：《示例市图书借阅办法》（示政办〔2025〕8号）第四条\n咨询：图书馆，也可拨打12345。"
NOTICE = "本答复由人工智能检索生成，仅供参考。"


def answered(**changes: Any) -> TurnReply:  # noqa: ANN401
    """An answer; ``text``, ``buttons`` and ``citations`` may be others."""
    reply = {"text": changes.pop("text", TEXT), "spoken": "借期三十天。", "buttons": changes.pop("buttons", [])}
    record: dict[str, Any] = {
        "conversation_id": "c1", "message_id": "t1", "consult_code": "ABC234", "outcome": "answered", "reply": reply,
        "citations": [CITATION], "notice": NOTICE, "confidence": 0.9, "intent": {"name": "ask_policy", "confidence": 1},
        "degraded": False, "timing_ms": {},
    }  # fmt: skip
    return TurnReply.model_validate(record | changes)
