"""Word files written for tests."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARED = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def docx_of(paragraphs: Iterable[str]) -> bytes:
    """Return a docx with a paragraph for each text, as python-docx writes it."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def raw_docx(body: str, **parts: str) -> bytes:
    """Return a docx with this XML between ``<w:body>`` tags; ``styles``, ``numbering``, ``footnotes`` as further parts."""
    files = {"word/document.xml": f"<w:document {_DECLARED} {_MORE}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_DECLARED}>{content}</w:{name}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()
