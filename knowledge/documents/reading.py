"""The one place where a file becomes a document."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath

from knowledge.documents.choosing import reader_for
from knowledge.documents.errors import EmptyDocument, TooLarge
from knowledge.documents.limits import limits, megabytes
from knowledge.documents.model import Finding, FindingKind, ParsedDocument
from knowledge.documents.parser import parse
from knowledge.documents.readers.port import DocumentReader, RawText
from knowledge.documents.registry import READERS

__all__ = ["read_document", "read_text", "reader_for"]


def read_document(
    source: Path | bytes, name: str = "", *, max_bytes: int = 0, readers: Iterable[DocumentReader] = READERS
) -> ParsedDocument:
    """Read and parse a file or its bytes, of at most ``max_bytes`` (0: as ``limits.yml`` says).

    ``name`` tells the format by its suffix, unless the bytes show another that can be read, which is remarked.

    Raises:
        TooLarge: more than ``max_bytes``, or beyond one of the other limits.
        UnsupportedFormat: no reader for it.
        UnreadableDocument: it is not what its suffix says.
        UnsafeDocument: a password, macros, entities.
        EmptyDocument: it has no text.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    try:
        return parse(read_text(source, name, max_bytes=max_bytes, readers=readers))
    except EmptyDocument:
        raise EmptyDocument(f"“{name}”中没有文字。", remedy="扫描件请先做文字识别。") from None


def read_text(
    source: Path | bytes, name: str, *, max_bytes: int = 0, readers: Iterable[DocumentReader] = READERS
) -> RawText:
    """Read the lines of a file; raises what ``read_document`` does."""
    most = max_bytes or limits().document_bytes
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > most:
        raise TooLarge(
            f"“{name}”有 {megabytes(size)}，超过上限 {megabytes(most)}。", remedy="请拆分后导入，或者调高上限。"
        )
    data = source.read_bytes() if isinstance(source, Path) else source
    if not data:
        raise EmptyDocument
    reader = reader_for(name, data, readers)
    raw = reader.read(data, name)
    suffix = PurePath(name).suffix.lower()
    if not suffix or suffix in reader.suffixes or name.startswith(("http://", "https://")):
        return raw
    kinds = "、".join(sorted(reader.suffixes))
    remark = Finding(1, FindingKind.DOUBTFUL, f"扩展名是 {suffix}，内容其实是另一种格式，已按 {kinds} 读取")
    return replace(raw, findings=(remark, *raw.findings))
