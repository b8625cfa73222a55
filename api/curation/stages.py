"""The life of an entry as data: which step begins where, who may take it, and that one pair of eyes is not enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.accounts.roles import Permission
from api.curation.errors import SecondPersonNeeded, WrongStage
from api.records.entry import EntryKind, EntryState, Stage
from knowledge.errors import NotAllowed, YihaodaError


class Action(StrEnum):
    """A step in the life of an entry."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    REPEAL = "repeal"
    ROLLBACK = "rollback"
    CONFIRM = "confirm"
    ASSIGN = "assign"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step begins and the permission it takes; ``public`` steps need something that is or was public."""

    permission: Permission
    stages: frozenset[Stage] = frozenset(Stage)
    public: frozenset[EntryState] = frozenset(EntryState)


_PUBLISHED = frozenset({EntryState.PUBLISHED})
STEPS: Mapping[Action, Step] = {
    Action.EDIT: Step(Permission.EDIT_ENTRIES),
    Action.SUBMIT: Step(Permission.EDIT_ENTRIES, frozenset({Stage.DRAFT, Stage.RETURNED})),
    Action.RETURN: Step(Permission.REVIEW_ENTRIES, frozenset({Stage.SUBMITTED, Stage.APPROVED})),
    Action.APPROVE: Step(Permission.REVIEW_ENTRIES, frozenset({Stage.SUBMITTED})),
    Action.PUBLISH: Step(Permission.PUBLISH_ENTRIES, frozenset({Stage.APPROVED})),
    Action.SCHEDULE: Step(Permission.PUBLISH_ENTRIES, frozenset({Stage.APPROVED})),
    Action.WITHDRAW: Step(Permission.PUBLISH_ENTRIES, public=frozenset({EntryState.PUBLISHED, EntryState.DRAFT})),
    Action.REPEAL: Step(Permission.PUBLISH_ENTRIES, public=_PUBLISHED),
    Action.ROLLBACK: Step(
        Permission.PUBLISH_ENTRIES, public=frozenset({EntryState.PUBLISHED, EntryState.WITHDRAWN})
    ),
    Action.CONFIRM: Step(Permission.EDIT_ENTRIES, public=_PUBLISHED),
    Action.ASSIGN: Step(Permission.COMMENT),
    Action.COMMENT: Step(Permission.COMMENT),
}  # fmt: skip
_STAGE_NAMES = {
    Stage.NONE: "没有待处理的修改", Stage.DRAFT: "草稿", Stage.SUBMITTED: "待审核", Stage.RETURNED: "已退回",
    Stage.APPROVED: "已审核",
}  # fmt: skip
_STATE_NAMES = {EntryState.DRAFT: "未发布", EntryState.PUBLISHED: "已发布", EntryState.WITHDRAWN: "已撤回"}
_RELEASES = frozenset({Action.PUBLISH, Action.SCHEDULE})
_UNSEEN = frozenset({Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED})
_ALONE = 1  # eyes: whoever has the right may publish what nobody else has seen


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and with which permissions."""

    username: str
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Work:
    """One revision as a step finds it. ``authors`` wrote what of it is not public; ``approved_by`` is empty until it is."""

    kind: EntryKind
    stage: Stage
    state: EntryState
    authors: frozenset[str] = frozenset()
    approved_by: str = ""


def refusal(action: Action, person: Person, work: Work, eyes: int) -> YihaodaError | None:
    """Return why a person may not take a step now, or nothing.

    ``eyes`` is 1 (whoever has the right), 2 (neither reviewer nor publisher wrote it) or 3 (and they are two).
    """
    step = STEPS[action]
    if step.permission not in person.permissions:
        return NotAllowed("没有权限")
    if action in _RELEASES and eyes > _ALONE and work.stage in _UNSEEN:
        return SecondPersonNeeded("这一版还没有经过别人审核", remedy="请先提交审核")
    if not _begins_here(action, step, work, eyes):
        return WrongStage(f"条目现在是“{_STAGE_NAMES[work.stage]}”（{_STATE_NAMES[work.state]}），不能这样操作")
    if eyes > _ALONE:
        return _second_person(action, person.username, work, eyes)
    return None


def actions_of(person: Person, work: Work, eyes: int) -> tuple[Action, ...]:
    """Return every step that a person may take now."""
    return tuple(action for action in Action if refusal(action, person, work, eyes) is None)


def _begins_here(action: Action, step: Step, work: Work, eyes: int) -> bool:
    if action is Action.REPEAL and work.kind is not EntryKind.DOCUMENT:
        return False
    stages = step.stages
    if eyes == _ALONE and action in _RELEASES:
        stages = frozenset(Stage) - {Stage.NONE}
    return work.stage in stages and work.state in step.public


def _second_person(action: Action, username: str, work: Work, eyes: int) -> YihaodaError | None:
    if action is Action.APPROVE and username in work.authors:
        return SecondPersonNeeded("您写了这次修改，要由别人审核")
    if action not in _RELEASES:
        return None
    if username in work.authors:
        return SecondPersonNeeded("您写了这次修改，要由别人发布")
    if eyes > 2 and username == work.approved_by:
        return SecondPersonNeeded("您审核了这次修改，要由第三个人发布")
    return None
