"""A few invented policies as records, and a dialogue that runs the real actions without Rasa."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa_sdk.executor import ActionExecutor

from api.db.engine import Database
from api.dialogue.port import DialogueUnavailable, Utterance
from api.records.codec import Content
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge.clock import utc_now
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Source
from knowledge.model.validity import Validity
from knowledge.text.normalise import normalise

LAW = PolicyDocument(
    title="示例市图书借阅办法",
    region="411200",
    document_number="示政办〔2025〕8号",
    issuer="示例市人民政府办公室",
    validity=Validity(effective_from=date(2025, 1, 1)),
    source_url="https://example.test/8",
    clauses=(
        Clause("第三条", "办理借阅证应当出示身份证件。"),
        Clause("第四条", "图书借期为三十天，可以续借一次。"),
    ),
)
GUIDE = Interpretation(
    title="图书借阅证办理",
    field_name="文化",
    region="411200",
    department="图书馆",
    documents=(LAW.title,),
    questions=(
        QuestionAnswer(
            "图书借阅证要带什么材料？", Aspect.MATERIALS, "带身份证到借阅点，当场办好。", "十六岁以下由监护人陪同。",
            (Source(LAW.title, clause="第三条"),), similar=("办借书证拿啥",),
        ),
        QuestionAnswer(
            "图书可以借多长时间？", Aspect.TIME_LIMIT, "借期三十天。", "可以续借一次。",
            (Source(LAW.title, clause="第四条"),),
        ),
    ),
)  # fmt: skip
DISCLOSURE = Interpretation(
    title="政府信息公开申请",
    field_name="公开",
    region="411200",
    department="政府办公室",
    documents=(LAW.title,),
    questions=(
        QuestionAnswer(
            "怎样申请政府信息公开？", Aspect.PROCESS, "写明内容，当面提交或者邮寄。", "",
            (Source(LAW.title, clause="第三条"),),
        ),
    ),
)  # fmt: skip
COUNTY_RULE = Interpretation(
    title="灵宝市果农补助",
    field_name="农业",
    region="411282",
    department="农业农村局",
    documents=("灵宝市果农补助办法",),
    questions=(
        QuestionAnswer(
            "果农补助发多少？",
            Aspect.AMOUNT,
            "每亩五十元。",
            "三亩起补。",
            (Source("灵宝市果农补助办法", clause="第五条"),),
        ),
    ),
)
LIBRARY: Mapping[str, Content] = {"law": LAW, "guide": GUIDE, "disclosure": DISCLOSURE, "county": COUNTY_RULE}
QUESTION = GUIDE.questions[0].question
CONCLUSION = GUIDE.questions[0].conclusion


async def publish(database: Database, entry_id: str, content: Content) -> int:
    """Store and publish an entry; return its line in the change log."""
    async with database.write() as session:
        number, _ = await RecordRepository(session, utc_now).add_revision(
            entry_id, content, author="测试", reason="测试"
        )
        return await Publisher(session, utc_now).publish(entry_id, number)


async def publish_library(database: Database) -> None:
    """Publish every policy."""
    for entry_id, content in LIBRARY.items():
        await publish(database, entry_id, content)


class RehearsedDialogue:
    """Answers a message by running the action that was rehearsed for it, as Rasa would through the webhook.

    ``intents`` maps a message to intent and action; ``texts`` to words the dialogue says itself. Whatever is in
    neither is not answered, as by a dialogue that failed. ``sent`` keeps (sender, text, metadata).
    """

    def __init__(self, intents: Mapping[str, tuple[str, str]], texts: Mapping[str, str] | None = None) -> None:
        self._intents = {normalise(message).text: acts for message, acts in intents.items()}
        self._texts = {normalise(message).text: words for message, words in (texts or {}).items()}
        self.executor: ActionExecutor | None = None
        self.sent: list[tuple[str, str, Mapping[str, Any]]] = []
        self.pause = 0.0

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:
        self.sent.append((sender, text, dict(metadata)))
        await asyncio.sleep(self.pause)
        said: list[Utterance] = []
        if text in self._intents:
            said += await self.act(*self._intents[text], str(metadata["turn_id"]))
        if text in self._texts:
            said.append(Utterance(text=self._texts[text]))
        if not said:
            raise DialogueUnavailable
        return said

    async def ready(self) -> bool:
        return True

    async def act(self, intent: str, action: str, turn_id: str, confidence: float = 0.95) -> list[Utterance]:
        """Run an action as the webhook does."""
        assert self.executor is not None
        message = {
            "intent": {"name": intent, "confidence": confidence},
            "entities": [],
            "metadata": {"turn_id": turn_id},
        }
        tracker = {"sender_id": "s", "slots": {}, "latest_message": message, "events": [], "active_loop": {}}
        result = await self.executor.run({"next_action": action, "tracker": tracker, "domain": {}})
        rows = result.model_dump()["responses"] if result else []
        return [Utterance(answer_id=str((row.get("custom") or {}).get("answer_id", ""))) for row in rows]
