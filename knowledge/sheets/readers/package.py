"""Looks into an xlsx package before a library opens it: bombs, passwords, macros and entities are refused here."""

from knowledge.documents.bounded_zip import BoundedZip
from knowledge.documents.errors import ContainsMacros, ForbiddenXml
from knowledge.documents.limits import limits

_HEAD = 4096


def check_package(data: bytes, name: str) -> None:
    """Accept a package that can be opened without harm.

    Raises:
        UnsafeDocument: it has a password, macros, or an XML part that declares a document type.
        DecompressionBomb: it unpacks to too much.
        UnreadableDocument: it is no zip package, or damaged.
    """
    with BoundedZip(data, name, members=limits().package_members) as package:
        for member in package.names():
            if member.lower().endswith("vbaproject.bin"):
                raise ContainsMacros(f"“{name}”里有宏，没有打开。", remedy="请另存为不带宏的 xlsx。")
            head = package.read(member)[:_HEAD].replace(b"\0", b"")
            if b"<!DOCTYPE" in head:
                raise ForbiddenXml(f"“{name}”里有外部实体声明，没有打开。", remedy="请用表格软件打开后另存为 xlsx。")
