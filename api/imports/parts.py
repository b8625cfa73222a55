"""From a file to the rows of a report: one a document, one a file of an archive, one a title of a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from api.documents.drafting import policy_document, region_of, warnings_of
from api.records.codec import Content
from knowledge.documents.archive import ArchivedFile, SkippedFile, walk_archive
from knowledge.documents.errors import TooLarge
from knowledge.documents.interpretation import draft_interpretation, is_interpretation, to_interpretation
from knowledge.documents.limits import limits, megabytes
from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.documents.sniffing import Format, sniff
from knowledge.errors import InvalidInput
from knowledge.model.interpretation import Interpretation
from knowledge.model.region import RegionTree
from knowledge.sheets.drafting import Defaults, SheetDraft, read_drafts
from knowledge.sheets.reading import is_sheet, read_workbook

_UNPLACED = "measures"
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a report. ``part`` says where in the file it stands, empty where it is the whole file.

    ``content`` is nothing where it cannot be used; then ``message`` says why and ``remedy`` what to do.
    """

    part: str
    title: str = ""
    content: Content | None = None
    message: str = ""
    remedy: str = ""
    warnings: tuple[str, ...] = ()
    parsed: ParsedDocument | None = field(default=None, repr=False)


@dataclass(slots=True)
class OpenFile:
    """The rows of one file, read one after the other. ``notes`` grows with what is left out."""

    parts: Iterator[Part]
    notes: list[str]


class FileReader:
    """Reads whatever staff bring: documents, sheets, and archives of them."""

    def __init__(self, regions: RegionTree, home: str) -> None:
        """Documents whose region is not named are of ``home``."""
        self._regions = regions
        self._home = home

    def open(self, source: Path | bytes, name: str, defaults: Defaults) -> OpenFile:
        """Begin to read a file; what cannot be read comes as a row that says so."""
        notes: list[str] = []
        return OpenFile(self._parts(source, name, defaults, notes), notes)

    def _parts(self, source: Path | bytes, name: str, defaults: Defaults, notes: list[str]) -> Iterator[Part]:
        try:
            data = _bytes(source, name)
            if sniff(data) is Format.ZIP:
                for file in walk_archive(data, name, skipped=lambda file: notes.append(_skipped(file))):
                    yield from self._of_archive(file, defaults, notes)
            else:
                yield from self._file(data, name, defaults, notes)
        except InvalidInput as error:
            yield _failed("", error)

    def _of_archive(self, file: ArchivedFile, defaults: Defaults, notes: list[str]) -> Iterator[Part]:
        own: list[str] = []
        for part in self._file(file.data, file.name, defaults, own):
            where = f"{file.name} {part.part}".strip()
            yield Part(where, part.title, part.content, part.message, part.remedy, part.warnings, part.parsed)
        notes += [f"{file.name}：{note}" for note in own]

    def _file(self, data: bytes, name: str, defaults: Defaults, notes: list[str]) -> Iterator[Part]:
        try:
            if is_sheet(name) or sniff(data) is Format.SHEET:
                read = read_drafts(read_workbook(data, name), self._for_sheets(defaults), self._regions)
                notes += read.notes
                yield from (_of_sheet(draft) for draft in read.drafts)
            else:
                yield self.document(data, name, defaults)
        except InvalidInput as error:
            yield _failed("", error)

    def _for_sheets(self, defaults: Defaults) -> Defaults:
        return Defaults(defaults.department, defaults.region or self._home, defaults.field_name)

    def document(self, data: bytes, name: str, defaults: Defaults) -> Part:
        """Read one document. ``name`` is that of a file, or the address of a page.

        Raises:
            InvalidInput: it cannot be used.
        """
        parsed = read_document(data, name if name.startswith(_WEB) else PurePath(name).name)
        region = defaults.region or region_of(parsed, self._regions, self._home)
        warnings = tuple(warnings_of(parsed))
        if is_interpretation(parsed):
            content, remarks = _interpretation(parsed, region, defaults)
            return Part("", content.title, content, warnings=(*warnings, *remarks), parsed=parsed)
        document = policy_document(parsed, region, defaults.department)
        return Part("", document.title, document, warnings=warnings, parsed=parsed)


def _interpretation(parsed: ParsedDocument, region: str, defaults: Defaults) -> tuple[Interpretation, tuple[str, ...]]:
    """Return a 解读 as what it is; paragraphs that belong to no element are kept below the main measures."""
    draft = draft_interpretation(parsed)
    department = defaults.department or parsed.issuer
    content = to_interpretation(draft, region=region, department=department, field_name=defaults.field_name)
    if not content.title:
        raise InvalidInput("没有认出标题", remedy="请检查文件开头是不是标题")
    if not draft.unassigned:
        return content, ()
    measures = "\n".join(filter(None, (content.elements.get(_UNPLACED), *draft.unassigned)))
    remark = f"有 {len(draft.unassigned)} 段没有认出属于哪个要素，放在“主要内容”里，请核对"
    return replace(content, elements={**content.elements, _UNPLACED: measures}), (remark,)


def sheet_part(draft: SheetDraft) -> str:
    """Return where the rows of a draft stand: the sheet, and the first row."""
    return f"{draft.sheet}!{draft.rows[0]}"


def _of_sheet(draft: SheetDraft) -> Part:
    if draft.interpretation is None:
        problems = "".join(f"第{fault.row}行“{fault.column}”{fault.problem}。" for fault in draft.faults)
        remedies = "。".join(dict.fromkeys(fault.remedy for fault in draft.faults))
        return Part(sheet_part(draft), draft.title, None, problems, f"{remedies}。")
    return Part(sheet_part(draft), draft.title, draft.interpretation, warnings=draft.warnings)


def _failed(part: str, error: InvalidInput) -> Part:
    return Part(part, message=error.message, remedy=error.remedy)


def _skipped(file: SkippedFile) -> str:
    return f"跳过 {file.name}：{file.reason}"


def _bytes(source: Path | bytes, name: str) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits().archive_bytes:
        raise TooLarge(f"“{name}”超过上限 {megabytes(limits().archive_bytes)}。", remedy="请拆分后导入。")
    return source if isinstance(source, bytes) else source.read_bytes()
