"""Interpretations as a knowledge sheet, and the empty template; what was written can be read again."""

import io
from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Audience
from knowledge.model.region import RegionTree
from knowledge.sheets.basis import written
from knowledge.sheets.cells import neutral
from knowledge.sheets.columns import columns
from knowledge.sheets.drafting import category_of
from knowledge.sheets.profiles import profiles
from knowledge.sheets.values import words

_WIDE = frozenset({"title", "question", "similar", "content", "details", "basis"})
_AUDIENCES = {Audience.INDIVIDUAL: "个人", Audience.COMPANY: "企业"}
_NAMES = tuple(name for name in columns() if name != "ignored")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_sheet(entries: Sequence[Interpretation], regions: RegionTree) -> bytes:
    """Return an xlsx file with a row for every question of every entry."""
    rows = [row for entry in entries for row in _rows(entry, regions)]
    return write_table("知识", [columns()[name].label for name in _NAMES], rows)


def write_template() -> bytes:
    """Return an xlsx file with the header and, below it, what each column is for."""
    notes = [columns()[name].note or f"政策解读的要素：{columns()[name].label}" for name in _NAMES]
    return write_table("知识", [columns()[name].label for name in _NAMES], [notes])


def write_table(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return an xlsx file with one sheet of text; nothing in it is a formula."""
    return write_tables({name: (header, rows)})


def write_tables(tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]]) -> bytes:
    """Return an xlsx file with a sheet for every name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (header, rows) in tables.items():
        sheet = book.create_sheet(name[:31] or "知识")
        for at, cells in enumerate([header, *rows], start=1):
            for column, text in enumerate(cells, start=1):
                cell = sheet.cell(at, column, neutral(text) or None)
                cell.data_type = "s" if text else "n"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if at == 1:
                    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8EEF7")
        for column, text in enumerate(header, start=1):
            wide = {columns()[known].label for known in _WIDE}
            sheet.column_dimensions[get_column_letter(column)].width = 48 if text in wide else 18
        sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(entry: Interpretation, regions: RegionTree) -> Iterator[list[str]]:
    common = {
        "category": category_of(entry.field_name),
        "title": entry.title,
        "department": entry.department,
        "nature": profiles().export.nature,
        "keywords": "，".join(entry.keywords),
        "documents": "\n".join(entry.documents),
        "effective_from": _day(entry.validity.effective_from),
        "expires_on": _day(entry.validity.expires_on),
        "repealed_on": _day(entry.validity.repealed_on),
        "region": regions[entry.region].name if entry.region in regions else entry.region,
        "audience": "、".join(_AUDIENCES[one] for one in Audience if one in entry.audience),
        **entry.elements,
    }
    for pair in entry.questions:
        own = {**common, **_pair(pair)}
        yield [own.get(name, "") for name in _NAMES]


def _pair(pair: QuestionAnswer) -> dict[str, str]:
    return {
        "question": pair.question,
        "similar": "\n".join(pair.similar),
        "negative": "\n".join(pair.negative),
        "aspect": words().aspects[pair.aspect],
        "content": pair.conclusion,
        "details": pair.details,
        "basis": "\n".join(written(source) for source in pair.basis),
    }


def _day(value: object) -> str:
    return str(value) if value else ""
