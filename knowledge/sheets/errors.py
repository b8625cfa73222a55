"""Why a table cannot become knowledge. The sentences are for the staff who sent it.

What is wrong with the file itself is told by the errors of ``knowledge.documents.errors``.
"""

from knowledge.errors import InvalidInput


class NoHeader(InvalidInput):
    """没有认出表头。"""

    code = "sheet_without_header"
