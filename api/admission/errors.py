"""Why a question is not taken up now. Each says in how many seconds it is worth trying again."""

from collections.abc import Mapping

from knowledge.errors import Unavailable, YihaodaError


class _Later:
    """What the three have in common."""

    retry_after: int

    @property
    def headers(self) -> Mapping[str, str]:
        """What a response says beside its body."""
        return {"retry-after": str(self.retry_after)}


class Crowded(_Later, Unavailable):
    """So many questions wait that this one was not taken."""

    code = "crowded"

    def __init__(self, retry_after: int) -> None:
        super().__init__("现在咨询的人太多，您的问题没有收下", remedy=f"请过 {retry_after} 秒再问")
        self.retry_after = retry_after


class AnsweredLater(_Later, Unavailable):
    """The question is kept and will be answered; no more connections are held open for that."""

    code = "answered_later"

    def __init__(self, retry_after: int) -> None:
        super().__init__("现在咨询的人很多，您的问题已收下，正在排队", remedy=f"请过 {retry_after} 秒来取答复")
        self.retry_after = retry_after


class TooManyWaiting(_Later, YihaodaError):
    """One person has several questions waiting already."""

    code = "too_many_waiting"
    http_status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__("您前面的问题还没有答完", remedy=f"请等答复出来再问，或过 {retry_after} 秒再试")
        self.retry_after = retry_after
