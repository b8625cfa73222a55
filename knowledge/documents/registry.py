"""The formats that can be read."""

from knowledge.documents.readers.docx.reader import DocxReader
from knowledge.documents.readers.html import HtmlReader
from knowledge.documents.readers.markdown import MarkdownReader
from knowledge.documents.readers.ofd.reader import OfdReader
from knowledge.documents.readers.office.reader import OfficeReader
from knowledge.documents.readers.pdf.reader import PdfReader
from knowledge.documents.readers.port import DocumentReader
from knowledge.documents.readers.text import TextReader

READERS: tuple[DocumentReader, ...] = (
    TextReader(),
    MarkdownReader(),
    HtmlReader(),
    DocxReader(),
    OfficeReader(),
    PdfReader(),
    OfdReader(),
)
