import os
import stat
from pathlib import Path

import pytest

from knowledge.documents.errors import NeedsOffice, TooLarge, UnreadableDocument
from knowledge.documents.limits import limits
from knowledge.documents.readers.office.libreoffice import LibreOffice
from knowledge.documents.readers.office.reader import OfficeReader
from tests.written.word import docx_of

RICH_TEXT = rb"{\rtf1 x}"
_CONVERTS = """#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
mkdir -p "$2" && cp "{made}" "$2/document.docx"
"""


class FixedConverter:
    def to_docx(self, _data: bytes, _name: str) -> bytes:
        return docx_of(["第一条 甲。"])


def program(folder: Path, text: str) -> str:
    path = folder / "soffice"
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


def test_what_the_converter_makes_is_read() -> None:
    assert [line.text for line in OfficeReader(FixedConverter()).read(RICH_TEXT, "a.doc").lines] == ["第一条 甲。"]


def test_without_libreoffice_the_remedy_is_docx() -> None:
    with pytest.raises(NeedsOffice, match="LibreOffice") as raised:
        OfficeReader(LibreOffice(which=lambda _name: None)).read(RICH_TEXT, "a.wps")
    assert "另存为 docx" in raised.value.remedy


def test_what_is_no_office_file_never_reaches_the_converter() -> None:
    with pytest.raises(UnreadableDocument):
        OfficeReader(FixedConverter()).read(b"\x00" * 2000, "a.doc")


def test_the_program_converts_in_a_folder_of_its_own(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(docx_of(["甲"]))
    path = program(tmp_path, _CONVERTS.replace("{made}", str(made)))
    assert LibreOffice(which=lambda _name: path).to_docx(RICH_TEXT, "a.doc") == made.read_bytes()


def test_a_program_that_makes_nothing(tmp_path: Path) -> None:
    path = program(tmp_path, "#!/bin/sh\nexit 0\n")
    with pytest.raises(UnreadableDocument, match="不能转换"):
        LibreOffice(which=lambda _name: path).to_docx(RICH_TEXT, "a.doc")


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    child = tmp_path / "child"
    path = program(tmp_path, f'#!/bin/sh\nsleep 600 & echo $! > "{child}"; wait\n')
    bounds = limits().model_copy(update={"office_seconds": 1})
    with pytest.raises(TooLarge, match="1 秒"):
        LibreOffice(bounds, which=lambda _name: path).to_docx(RICH_TEXT, "a.doc")
    state = Path(f"/proc/{int(child.read_text())}/stat")
    assert os.name != "posix" or not state.exists() or state.read_text().split()[2] == "Z"
