"""Why a table cannot become knowledge. The sentences are for the staff who sent it."""

from knowledge.errors import InvalidInput


class UnreadableSheet(InvalidInput):
    """表格损坏，或者不是它的扩展名所说的格式。"""

    code = "unreadable_sheet"


class HostileSheet(InvalidInput):
    """表格里有不该有的东西，没有打开。"""

    code = "hostile_sheet"


class NoHeader(InvalidInput):
    """没有认出表头。"""

    code = "sheet_without_header"
