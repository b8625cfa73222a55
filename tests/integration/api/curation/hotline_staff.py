"""People of a hotline's knowledge base, and what they do with entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from api.accounts.roles import Role
from api.accounts.service import Account
from api.accounts.tables import AccountRow
from api.curation.content import content_json
from api.curation.service import CurationService
from api.records.codec import Content
from api.records.entry import kind_of
from knowledge.model.passage import Passage
from tests.contents import DOCUMENT, INTERPRETATION, clock

GUIDE = replace(INTERPRETATION, documents=(DOCUMENT.title,))


TITLE = "示例市夜读补贴办法"
QUESTION = "夜读补贴发多少钱？"


def document(text: str = "夜读补贴每月八十八元。", **changes: object) -> dict[str, Any]:
    return {
        "title": TITLE, "region": "411200", "document_number": "示政办〔2026〕3号", "department": "图书馆",
        "validity": {"effective_from": "2026-01-01", "expires_on": None, "repealed_on": None},
        "clauses": [{"label": "第一条", "text": "为了鼓励夜读，制定本办法。"}, {"label": "第二条", "text": text}], **changes,
    }  # fmt: skip


def guide(conclusion: str = "每月八十八元。") -> dict[str, Any]:
    basis = [{"title": TITLE, "clause": "第二条"}]
    asked = {
        "question": QUESTION,
        "aspect": "amount",
        "conclusion": conclusion,
        "basis": basis,
        "similar": ["夜读给多少"],
    }
    return {
        "title": "夜读补贴解读", "field_name": "文化", "region": "411200", "department": "图书馆", "documents": [TITLE],
        "questions": [asked], "elements": {"background": "鼓励阅读"},
    }  # fmt: skip


def account(name: str, role: Role, *departments: str) -> Account:
    return Account(name, name, role, False, departments)


WRITER = account("writer", Role.CURATOR, "测试局")
STRANGER = account("stranger", Role.CURATOR, "别的局")
REVIEWER = account("reviewer", Role.REVIEWER)
PUBLISHER = account("publisher", Role.PUBLISHER)
ADMIN = account("admin", Role.ADMINISTRATOR)


def curator_row(name: str, created_at: datetime, *departments: str) -> AccountRow:
    """A curator as the database has one, without a password."""
    return AccountRow(
        username=name, display_name=name, role=Role.CURATOR, password_hash="", password_history=[],
        password_changed_at=created_at, must_change_password=False, disabled=False, created_at=created_at,
        departments=list(departments), regions=[],
    )  # fmt: skip


class SilentIndex:
    """An index that nobody asks."""

    def __init__(self) -> None:
        self.prepared: list[str] = []

    async def prepare(self, passages: Sequence[Passage]) -> None:
        self.prepared += [passage.id for passage in passages]

    async def catch_up(self) -> None:
        return


@dataclass
class MovingClock:
    """A clock that moves when it is told to."""

    now: datetime = field(default_factory=clock)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


async def written(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Make a draft and return its id."""
    return (await desk.create(who, kind_of(content), content_json(content), "测试")).entry_id


async def reviewed(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Bring a draft to where it may be published."""
    entry_id = await written(desk, content, who)
    await desk.submit(who, entry_id, 1, "")
    await desk.approve(REVIEWER, entry_id, 1, "")
    return entry_id


async def released(desk: CurationService, content: Content = DOCUMENT, who: Account = WRITER) -> str:
    """Publish an entry as it is done."""
    entry_id = await reviewed(desk, content, who)
    await desk.publish(PUBLISHER, entry_id, 1)
    return entry_id
