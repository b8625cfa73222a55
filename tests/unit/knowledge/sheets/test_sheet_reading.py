"""Files to tables: every format, and what hostile or half-written ones do."""

import struct
from contextlib import suppress
from datetime import datetime
from time import perf_counter

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from sheet_files import repacked, saved, xlsx

from knowledge.documents.errors import (
    ContainsMacros,
    DecompressionBomb,
    EmptyDocument,
    EncryptedDocument,
    ForbiddenXml,
    TooLarge,
    UnreadableDocument,
    UnsupportedFormat,
)
from knowledge.errors import InvalidInput
from knowledge.sheets.reading import is_sheet, read_workbook
from knowledge.sheets.settings import sheet_settings

HEADER = ("标题", "内容")
WHOLE = xlsx(HEADER, ("甲", "乙"))


def cells(data: bytes, name: str = "a.xlsx") -> list[tuple[str, ...]]:
    return [row.cells for row in read_workbook(data, name).sheets[0].rows]


class TestXlsx:
    def test_values_become_text(self) -> None:
        row = ("甲", 3.0, 2.5, True, datetime(2024, 1, 2), datetime(2024, 1, 2, 8, 30), None, " 乙\r\n丙 ")
        assert cells(xlsx(row)) == [("甲", "3", "2.5", "是", "2024-01-02", "2024-01-02 08:30", "", "乙\n丙")]

    def test_merged_cells_are_filled_but_not_into_empty_rows(self) -> None:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in (("政策知识表",), HEADER, ("甲", "一"), (None, "二")):
            sheet.append(list(row))
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A3:A3000")
        found = read_workbook(saved(book), "a.xlsx").sheets[0].rows
        assert [(row.number, row.cells) for row in found] == [
            (1, ("政策知识表", "政策知识表")), (2, HEADER), (3, ("甲", "一")), (4, ("甲", "二")),
        ]  # fmt: skip

    def test_hidden_sheets_are_skipped_and_said(self) -> None:
        book = openpyxl.Workbook()
        book.worksheets[0].append(list(HEADER))
        hidden = book.create_sheet("旧版")
        hidden.append(["秘密", "秘密"])
        hidden.sheet_state = "veryHidden"
        read = read_workbook(saved(book), "a.xlsx")
        assert [sheet.name for sheet in read.sheets] == ["Sheet"]
        assert read.notes == ("工作表“旧版”是隐藏的，没有导入",)

    def test_a_formula_is_its_saved_value_and_one_without_is_said(self) -> None:
        data = xlsx(HEADER, ("甲", "=1+1"))
        assert "C2" not in "".join(read_workbook(data, "a.xlsx").notes)
        assert "单元格 B2 的公式没有保存结果" in read_workbook(data, "a.xlsx").notes[0]
        sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        sheet += b'<c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
        assert cells(repacked(data, xl__worksheets__sheet1_xml=sheet)) == [("2",)]

    @pytest.mark.parametrize("far", ["A100000", "XFD1048576"])
    def test_empty_rows_and_a_far_cell_cost_nothing(self, far: str) -> None:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(list(HEADER))
        sheet[far].font = Font(bold=True)
        started = perf_counter()
        assert len(read_workbook(saved(book), "a.xlsx").sheets[0].rows) == 1
        assert perf_counter() - started < 20

    def test_too_many_rows_and_columns_are_left_out_and_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        small = sheet_settings().model_copy(update={"max_rows": 3, "max_columns": 2})
        monkeypatch.setattr("knowledge.sheets.merging.sheet_settings", lambda: small)
        read = read_workbook(xlsx(*[("甲", "乙", "丙")] * 5), "a.xlsx")
        assert [row.cells for row in read.sheets[0].rows] == [("甲", "乙")] * 3
        assert len(read.notes) == 2


class TestHostileXlsx:
    def test_a_bomb(self) -> None:
        bomb = repacked(xlsx(HEADER), xl__worksheets__sheet1_xml=b"<a>" + b" " * 60_000_000)
        with pytest.raises(DecompressionBomb):
            read_workbook(bomb, "a.xlsx")

    def test_entities(self) -> None:
        evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:/etc/passwd">]><worksheet>&e;</worksheet>'
        with pytest.raises(ForbiddenXml):
            read_workbook(repacked(xlsx(HEADER), xl__worksheets__sheet1_xml=evil), "a.xlsx")

    def test_macros(self) -> None:
        with pytest.raises(ContainsMacros):
            read_workbook(repacked(xlsx(HEADER), xl__vbaProject_bin=b"x"), "a.xlsx")

    def test_a_password(self) -> None:
        encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
        with pytest.raises(EncryptedDocument):
            read_workbook(encrypted, "a.xlsx")

    @given(st.integers(0, 4000), st.binary(max_size=40))
    def test_half_a_file_is_refused_in_words(self, cut: int, noise: bytes) -> None:
        with suppress(InvalidInput):  # anything else fails the test
            read_workbook(WHOLE[:cut] + noise, "a.xlsx")


class TestDelimited:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_every_delimiter_and_encoding(self, delimiter: str, encoding: str) -> None:
        text = "\r\n".join(delimiter.join(row) for row in (HEADER, ("甲", '"一\n二"')))
        assert cells(text.encode(encoding), "a.csv") == [HEADER, ("甲", "一\n二")]

    def test_text_under_the_name_of_a_spreadsheet(self) -> None:
        assert cells("标题\t内容\n甲\t乙".encode("gb18030"), "导出.xls") == [HEADER, ("甲", "乙")]

    @given(st.lists(st.lists(st.text(alphabet="甲乙,\"\n 😀'=", max_size=6), min_size=1, max_size=4), max_size=6))
    def test_any_text_is_read_or_refused(self, rows: list[list[str]]) -> None:
        text = "标题,内容\n" + "\n".join(",".join(row) for row in rows)
        assert cells(text.encode(), "a.csv")[0] == HEADER


class TestOtherFiles:
    def test_which_names_are_sheets(self) -> None:
        assert [name for name in ("a.XLSX", "b.csv", "c.et", "d.docx", "e", "f.txt") if is_sheet(name)] == [
            "a.XLSX", "b.csv", "c.et",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("data", "name", "error"),
        [
            pytest.param(b"", "a.csv", EmptyDocument, id="empty"),
            pytest.param(b" \n", "a.xlsx", EmptyDocument, id="blank"),
            pytest.param(b"x\0" * 10, "a.xlsm", UnsupportedFormat, id="macro format"),
            pytest.param(b"\x00\x01\x02" * 99, "a.xls", UnreadableDocument, id="noise"),
            pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls", UnreadableDocument, id="half a binary file"),
            pytest.param(b"PK\x03\x04" + struct.pack("<I", 7) * 20, "a.xlsx", UnreadableDocument, id="half a package"),
            pytest.param(b"x" * (sheet_settings().max_bytes + 1), "a.csv", TooLarge, id="too large"),
        ],
    )
    def test_is_refused(self, data: bytes, name: str, error: type[InvalidInput]) -> None:
        with pytest.raises(error):
            read_workbook(data, name)
