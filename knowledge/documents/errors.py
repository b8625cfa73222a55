"""Why a file cannot become a document. The sentences are for the staff who sent it."""

from knowledge.errors import InvalidInput


class UnsupportedFormat(InvalidInput):
    """没有读取这种文件的程序。"""

    code = "unsupported_format"


class UnreadableDocument(InvalidInput):
    """文件损坏，或者不是它的扩展名所说的格式。"""

    code = "unreadable_document"


class EmptyDocument(InvalidInput):
    """文件中没有文字。"""

    code = "empty_document"


class TooLarge(InvalidInput):
    """文件超过允许的大小。"""

    code = "document_too_large"
