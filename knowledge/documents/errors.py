"""Why a file cannot become a document. The sentences are for the staff who sent it.

InvalidInput
├── UnsupportedFormat          no reader for it
│   ├── NotADocument           a table or a presentation: imported elsewhere, or not at all
│   └── NeedsOffice            doc and wps, where LibreOffice is not installed
├── UnreadableDocument         damaged, or not what its suffix says
│   └── ScannedDocument        pictures of pages, and no character recognition
├── EmptyDocument              no text
├── TooLarge                   more bytes, pages, members than the limits allow
│   └── DecompressionBomb      small as a file, huge when unpacked
└── UnsafeDocument             refused without being read
    ├── EncryptedDocument      needs a password
    ├── ContainsMacros         carries programs
    ├── ForbiddenXml           entities or a document type inside
    └── UnsafeArchive          names that point out of the archive, links, archives in archives in archives
"""

from knowledge.errors import InvalidInput


class UnsupportedFormat(InvalidInput):
    """没有读取这种文件的程序。"""

    code = "unsupported_format"


class NotADocument(UnsupportedFormat):
    """这是表格或演示文稿，不是公文。"""

    code = "not_a_document"


class NeedsOffice(UnsupportedFormat):
    """读取旧版 Word 和 WPS 文件需要 LibreOffice，本机没有安装。"""

    code = "office_missing"


class UnreadableDocument(InvalidInput):
    """文件损坏，或者不是它的扩展名所说的格式。"""

    code = "unreadable_document"


class ScannedDocument(UnreadableDocument):
    """文件里只有扫描的图片，没有文字。"""

    code = "scanned_document"


class EmptyDocument(InvalidInput):
    """文件中没有文字。"""

    code = "empty_document"


class TooLarge(InvalidInput):
    """文件超过允许的大小。"""

    code = "document_too_large"


class DecompressionBomb(TooLarge):
    """文件解压后大得不正常。"""

    code = "decompression_bomb"


class UnsafeDocument(InvalidInput):
    """文件不安全，没有读取。"""

    code = "unsafe_document"


class EncryptedDocument(UnsafeDocument):
    """文件有密码。"""

    code = "encrypted_document"


class ContainsMacros(UnsafeDocument):
    """文件里有宏。"""

    code = "contains_macros"


class ForbiddenXml(UnsafeDocument):
    """文件里有实体或文档类型声明。"""

    code = "forbidden_xml"


class UnsafeArchive(UnsafeDocument):
    """压缩包不安全。"""

    code = "unsafe_archive"
