"""From the rows of a sheet to interpretations: the rows with one title are one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.answering.aspects import aspect_of
from knowledge.documents.errors import EmptyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Audience, Source
from knowledge.model.region import RegionTree
from knowledge.model.validity import Validity
from knowledge.sheets.basis import named_in, read_basis
from knowledge.sheets.cells import plain
from knowledge.sheets.checking import check_rows
from knowledge.sheets.columns import columns, label_of
from knowledge.sheets.errors import NoHeader
from knowledge.sheets.faults import Fault
from knowledge.sheets.header import Header, find_header
from knowledge.sheets.profiles import Profile, profile_for, profiles
from knowledge.sheets.table import Row, Sheet, Workbook
from knowledge.sheets.values import read_aspect, read_audience, read_day, read_keywords, read_list
from knowledge.text import document_number

_SPOKEN = 200  # characters that can be read out in one go
_SENTENCE_ENDS = "。！？\n"
_ONE_VALUE = ("department", "category", "region", "effective_from", "expires_on", "repealed_on")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a row does not say it."""

    department: str
    region: str
    field_name: str


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """The rows with one title. ``interpretation`` is nothing where a row breaks a rule: then ``faults`` says which."""

    sheet: str
    title: str
    rows: tuple[int, ...]
    interpretation: Interpretation | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """All drafts of a file, and what was left out."""

    drafts: tuple[SheetDraft, ...]
    notes: tuple[str, ...]


def read_drafts(workbook: Workbook, defaults: Defaults, regions: RegionTree) -> ReadSheets:
    """Turn every sheet with a header into drafts.

    Raises:
        NoHeader: no sheet has one.
        EmptyDocument: below the headers there is nothing.
    """
    drafts: list[SheetDraft] = []
    notes, headers = list(workbook.notes), 0
    for sheet in workbook.sheets:
        if (found := find_header(sheet.rows)) is None:
            notes += [f"工作表“{sheet.name}”里没有认出表头，没有导入"] if sheet.rows else []
            continue
        headers += 1
        header, rows = found
        if header.unknown:
            notes.append(f"这些列没有导入：{'、'.join(text[:20] for text in header.unknown[:10])}")
        drafts += _Drafting(sheet, header, defaults, regions).drafts(rows)
    if not headers:
        raise NoHeader(
            "没有认出表头。", remedy="表头至少要有“标题”（或“问题”）和“内容”（或“答案”）两列，可以先下载模板。"
        )
    if not drafts:
        raise EmptyDocument("表头下面没有内容。", remedy="请检查文件。")
    return ReadSheets(tuple(drafts), tuple(notes))


@dataclass(slots=True)
class _Drafting:
    sheet: Sheet
    header: Header
    defaults: Defaults
    regions: RegionTree
    profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self.profile = profile_for(self.header.places)

    def drafts(self, rows: Sequence[Row]) -> Iterator[SheetDraft]:
        rows = [Row(row.number, tuple(plain(text) for text in row.cells)) for row in rows]
        faults: dict[int, list[Fault]] = {}
        for fault in check_rows(self.header, rows, self.profile, self.regions):
            faults.setdefault(fault.row, []).append(fault)
        groups: dict[str, list[Row]] = {}
        for row in rows:
            title = self._value(row, "title") or self._value(row, "question")
            groups.setdefault(title or f"\0{row.number}", []).append(row)
        for title, group in groups.items():
            own = [fault for row in group for fault in faults.get(row.number, ())] + list(self._differing(group))
            yield self._draft(title.partition("\0")[0], group, tuple(own))

    def _draft(self, title: str, group: Sequence[Row], faults: tuple[Fault, ...]) -> SheetDraft:
        numbers = tuple(row.number for row in group)
        if faults:
            return SheetDraft(self.sheet.name, title, numbers, None, faults)
        warnings: list[str] = []
        content = self._interpretation(title, group, warnings)
        return SheetDraft(self.sheet.name, title, numbers, content, (), tuple(dict.fromkeys(warnings)))

    def _interpretation(self, title: str, group: Sequence[Row], warnings: list[str]) -> Interpretation:
        pairs = tuple(self._pair(title, row, warnings) for row in group)
        bases = (source.title for pair in pairs for source in pair.basis if source.title)
        explained = tuple(name.strip("《》") for row in group for name in read_list(self._value(row, "documents")))
        words = (read_keywords(self._value(row, "keywords"), self.profile.keyword_separators) for row in group)
        return Interpretation(
            title=title,
            field_name=self._one(group, "category").replace("／", "/").rpartition("/")[2].strip()
            or self.defaults.field_name,
            region=self._region(self._one(group, "region")),
            department=self._one(group, "department") or self.defaults.department,
            documents=tuple(dict.fromkeys(explained or bases)),
            questions=pairs,
            elements=self._elements(group),
            audience=self._audience(group, warnings),
            keywords=tuple(dict.fromkeys(word for own in words for word in own)),
            validity=Validity(*(read_day(self._one(group, name)) for name in _ONE_VALUE[3:])),
        )

    def _pair(self, title: str, row: Row, warnings: list[str]) -> QuestionAnswer:
        question = self._value(row, "question") or title
        conclusion, details = self._value(row, "content"), self._value(row, "details")
        if not details and len(conclusion) > _SPOKEN:
            conclusion, details = _spoken_part(conclusion)
        basis = self._basis(row, f"{conclusion}{details}")
        if not basis:
            warnings.append(f"第{row.number}行没有写依据：没有依据的答案不会答给群众，请补上")
        aspect = read_aspect(self._value(row, "aspect")) or aspect_of(question) or Aspect.OVERVIEW
        similar, negative = (read_list(self._value(row, name)) for name in ("similar", "negative"))
        return QuestionAnswer(question, aspect, conclusion, details, basis, similar, negative)

    def _basis(self, row: Row, text: str) -> tuple[Source, ...]:
        basis = read_basis(self._value(row, "basis")) or named_in(text)
        numbers = [found.number for found in document_number.find_all(self._value(row, "document_number"))]
        if not numbers:
            return basis
        if len({source.title for source in basis}) == 1 and not any(source.document_number for source in basis):
            return tuple(Source(source.title, str(numbers[0]), source.clause, source.url) for source in basis)
        known = {source.document_number for source in basis}
        return (*basis, *(Source("", str(number)) for number in numbers if str(number) not in known))

    def _elements(self, group: Sequence[Row]) -> Mapping[str, str]:
        elements = {}
        for name, column in columns().items():
            texts = dict.fromkeys(filter(None, (self._value(row, name) for row in group))) if column.element else {}
            if texts:
                elements[name] = "\n".join(texts)
        return elements

    def _audience(self, group: Sequence[Row], warnings: list[str]) -> frozenset[Audience]:
        named: frozenset[Audience] = frozenset()
        for row in group:
            found = read_audience(text := self._value(row, "audience"))
            if found is None:
                warnings.append(f"第{row.number}行的适用对象“{text[:20]}”没有认出是个人还是企业，按都适用处理")
            named |= found or frozenset(Audience)
        return named

    def _region(self, said: str) -> str:
        if not said:
            return self.defaults.region
        found = self.regions.mentioned(said)
        return said if said in self.regions else found.code if found else self.defaults.region

    def _differing(self, group: Sequence[Row]) -> Iterator[Fault]:
        for name in _ONE_VALUE:
            said = {value: row.number for row in reversed(group) if (value := self._value(row, name))}
            if len(said) > 1:
                numbers = "、".join(str(number) for number in sorted(said.values()))
                problem = f"标题相同的第 {numbers} 行写得不一样"
                yield Fault(group[-1].number, label_of(name), problem, "请改成一样的，或者用不同的标题")

    def _one(self, group: Sequence[Row], name: str) -> str:
        return next((value for row in group if (value := self._value(row, name))), "")

    def _value(self, row: Row, name: str) -> str:
        return self.header.value(row, name)


def _spoken_part(text: str) -> tuple[str, str]:
    """Return the first sentences, as many as can be read out, and the rest; together they are the whole text."""
    ends = [at + 1 for at, char in enumerate(text[:_SPOKEN]) if char in _SENTENCE_ENDS]
    cut = ends[-1] if ends else len(text)
    return text[:cut].strip(), text[cut:].strip()


def category_of(field_name: str) -> str:
    """Return the path of a field among the categories of the platform that sheets are handed in to."""
    return f"{profiles().export.category_root}/{field_name}" if field_name else ""
