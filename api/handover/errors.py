"""Why something could not be done with a question for a person."""

from knowledge.errors import Conflict, NotAllowed


class AlreadyTaken(Conflict):
    """这个问题已由别人接手。"""

    code = "already_taken"


class NothingWaits(Conflict):
    """这个会话没有等待人工答复的问题。"""

    code = "nothing_waits"


class NotTheirs(NotAllowed):
    """只有接手的人可以这样做。"""

    code = "not_taken_by_you"


class MeantForAnother(NotAllowed):
    """这个问题已转给指定的同事或部门，他们现在在岗。"""

    code = "meant_for_another"


class NothingToRate(Conflict):
    """没有可以评价的人工答复。"""

    code = "nothing_to_rate"
