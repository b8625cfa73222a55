"""Old office files through the real program, where it is installed: it is optional, so it may be absent in CI too."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest

from knowledge.documents.errors import UnreadableDocument
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from tests.written.word import raw_docx, zipped

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice (soffice) on PATH")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>"""
CLAUSES = [
    ("第一条", "本办法适用于本市。"),
    ("第二条", "申请应当符合下列条件：\n（一）年满八十周岁；\n（二）户籍在本市。"),
    ("第三条", "标准如下：\n年龄 | 标准\n80岁以上 | 100元"),
]
# As Word writes it in China: the text of a level in the code page and in Unicode.
RICH_TEXT = rb"""{\rtf1\ansi\ansicpg936\deff0\uc2{\fonttbl{\f0\fnil\fcharset134 SimSun;}}
{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc39\leveljc0\levelfollow0\levelstartat1
{\leveltext\'03\u31532\'b5\'da\'00\u26465\'cc\'f5;}{\levelnumbers\'02;}}{\listname ;}\listid1}}
{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
\pard\plain\f0 \u30002\'bc\'d7\par
\pard\plain\f0\ls1\ilvl0 \u20057\'d2\'d2\par
\pard\plain\f0\ls1\ilvl0 \u19993\'b1\'fb\par}"""


def paragraph(text: str, level: int | None = None) -> str:
    numbered = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def numbered_docx() -> bytes:
    body = [
        paragraph("示例市补贴办法"),
        paragraph("本办法适用于本市。", 0),
        paragraph("申请应当符合下列条件：", 0),
        paragraph("年满八十周岁；", 1),
        paragraph("户籍在本市。", 1),
        paragraph("标准如下：", 0),
        f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row('年龄', '标准')}{row('80岁以上', '100元')}</w:tbl>",
        paragraph(""),
    ]
    return _complete(raw_docx("".join(body), numbering=NUMBERING))


def linking_docx(port: int) -> bytes:
    """A picture that lies at an address on this machine."""
    shape = f"""<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="90000" cy="90000"/>
        <wp:docPr id="1" name="x"/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">
        <pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>
        <pic:blipFill><a:blip r:link="r9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
        <a:ext cx="90000" cy="90000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>
        </a:graphicData></a:graphic></wp:inline></w:drawing>"""
    link = (
        f'<Relationship Id="r9" Type="{_OFFICE}/image" Target="http://127.0.0.1:{port}/a.png" TargetMode="External"/>'
    )
    return _complete(raw_docx(f"{paragraph('第一条 甲。')}<w:p><w:r>{shape}</w:r></w:p>"), link)


def _complete(docx: bytes, link: str = "") -> bytes:
    """LibreOffice wants the types and relationships of the parts as well."""
    with ZipFile(io.BytesIO(docx)) as parts:
        files: dict[str, str | bytes] = {name: parts.read(name) for name in parts.namelist()}
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
    )
    start = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    numbering = f'<Relationship Id="r1" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    files["_rels/.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>'
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{numbering if "word/numbering.xml" in files else ""}{link}</Relationships>'
    )
    return zipped(files)


@pytest.fixture(scope="module")
def requests() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815  # as the base class wants them

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, requests: tuple[int, list[str]]) -> Path:
    """``numbered.doc`` and ``linking.doc``, written by the program itself."""
    made = tmp_path_factory.mktemp("office")
    (made / "numbered.docx").write_bytes(numbered_docx())
    (made / "linking.docx").write_bytes(linking_docx(requests[0]))
    sources = [str(made / "numbered.docx"), str(made / "linking.docx")]
    command = [
        str(SOFFICE), "--headless", f"-env:UserInstallation={(made / 'profile').as_uri()}",
        "--convert-to", "doc:MS Word 97", "--outdir", str(made), *sources,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert (made / "numbered.doc").read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    return made


def clauses(document: ParsedDocument) -> list[tuple[str, str]]:
    return [(clause.label, clause.text) for clause in document.clauses]


def test_three_at_once_keep_their_numbers_and_tables(folder: Path) -> None:
    data = (folder / "numbered.doc").read_bytes()
    files = [(data, "办法.doc"), (data, "办法.wps"), (RICH_TEXT, "办法.rtf")]
    with ThreadPoolExecutor(3) as pool:
        old, chinese, rich = pool.map(lambda file: read_document(*file), files)
    assert clauses(old) == CLAUSES
    assert clauses(chinese) == CLAUSES
    assert clauses(rich) == [("第一条", "乙"), ("第二条", "丙")]
    assert not [finding for finding in rich.warnings if "扩展名" in finding.message]


def test_nothing_that_a_file_links_to_is_fetched(folder: Path, requests: tuple[int, list[str]]) -> None:
    port, asked = requests
    data = (folder / "linking.doc").read_bytes()
    assert f"127.0.0.1:{port}".encode() in data or f"127.0.0.1:{port}".encode("utf-16-le") in data
    asked.clear()  # writing the file asked already: the program does fetch, unless it is told not to
    assert clauses(read_document(data, "a.doc")) == [("第一条", "甲。")]
    assert asked == []


def test_half_a_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="不能转换"):
        read_document(RICH_TEXT[:300], "a.rtf")
