"""Why something could not be done with a proposal."""

from knowledge.errors import Conflict, InvalidInput


class ReportDecided(Conflict):
    """这条意见已经处理。"""

    code = "report_decided"


class NoEntry(InvalidInput):
    """这条答复没有依据条目，不能转给维护部门。"""

    code = "no_entry"
