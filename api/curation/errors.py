"""Errors of curation.

YihaodaError
├── InvalidInput ── ContentRefused       a field of a form cannot be used; ``errors`` names it
└── Conflict ─┬── EntryChanged           somebody else saved meanwhile
              ├── WrongStage             the work is not where this step begins
              └── SecondPersonNeeded     the same person may not do both
"""

from collections.abc import Sequence

from knowledge.errors import Conflict, InvalidInput


class ContentRefused(InvalidInput):
    """内容不合要求"""

    code = "content_refused"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        """Refuse for these ``errors``, each with the path of the field and a sentence."""
        self.errors = list(errors)
        super().__init__("；".join(error["message"] for error in self.errors[:5]) or None)


class EntryChanged(Conflict):
    """这个条目刚被别人修改过"""

    code = "entry_changed"


class WrongStage(Conflict):
    """当前状态不能这样操作"""

    code = "wrong_stage"


class SecondPersonNeeded(Conflict):
    """需要另一个人来做这一步"""

    code = "second_person_needed"
