"""Sheets made for tests."""

import io
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from knowledge.regions.loader import load_regions
from knowledge.sheets.drafting import Defaults, ReadSheets, read_drafts
from knowledge.sheets.reading import read_workbook

REGIONS = load_regions()
DEFAULTS = Defaults("默认局", "411200", "默认领域")
# The columns of the format that a hotline centre hands in.
HOTLINE = ("类目", "标题", "内容", "发文单位", "材料性质", "关键字")
HOTLINE_ROW = ("便民热线/12345热线/文化", "借书证怎么办", "带身份证办理。", "文旅局", "热点问答", "借书，办证")


def xlsx(*rows: Sequence[object], name: str = "知识") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def drafts(data: bytes, name: str = "知识.xlsx") -> ReadSheets:
    return read_drafts(read_workbook(data, name), DEFAULTS, REGIONS)


def repacked(data: bytes, **members: bytes) -> bytes:
    """Return an xlsx package with members added or exchanged; ``__`` in a name stands for ``/``, ``_`` for ``.``."""
    stream = io.BytesIO()
    exchanged = {name.replace("__", "/").replace("_", "."): body for name, body in members.items()}
    with ZipFile(io.BytesIO(data)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for member in package.namelist():
            if member not in exchanged:
                target.writestr(member, package.read(member))
        for member, body in exchanged.items():
            target.writestr(member, body)
    return stream.getvalue()
