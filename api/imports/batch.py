"""An import in one go, as the command line does it: the same rows, judged and stored the same way, without a job."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.db.engine import Database
from api.documents.schemas import ImportReport
from api.documents.service import report_of
from api.imports.intake import Intake, JudgedPart
from api.imports.judging import Duplicate
from api.imports.parts import FileReader
from api.imports.states import DuplicateKind, RowState
from api.imports.storing import Storable, Storing
from api.records.entry import EntryKind, kind_of
from knowledge.clock import Clock
from knowledge.errors import YihaodaError
from knowledge.model.document import PolicyDocument
from knowledge.sheets.drafting import Defaults

_AT_ONCE = 50
_KINDS = {
    DuplicateKind.SAME_NUMBER: "文号相同",
    DuplicateKind.SAME_TEXT: "全文相同",
    DuplicateKind.NEAR_TEXT: "内容相近",
}


@dataclass(slots=True)
class _Row:
    report: ImportReport
    storable: Storable


class BatchImport:
    """Imports files one after the other. Where nobody can be asked, a document with a known 文号 is its next revision,
    and one that only reads alike is an entry of its own, with a warning.
    """

    def __init__(self, database: Database, clock: Clock, reader: FileReader, *, author: str, dry_run: bool) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader
        self._author = author
        self._dry_run = dry_run
        self._intake: Intake | None = None
        self._rows: list[_Row] = []
        self.reports: list[ImportReport] = []

    async def read(self, path: Path, defaults: Defaults) -> None:
        """Read one file, and store what has come together by now."""
        self._intake = self._intake or await Intake.begin(self._database, self._clock, self._reader)
        async for report, judged in self._judged(self._intake, path, defaults):
            self.reports.append(report)
            if judged.part.content is not None and not self._dry_run:
                target = judged.verdict.target
                self._rows.append(_Row(report, Storable(judged.part.content, report.name, target)))
        if len(self._rows) >= _AT_ONCE:
            await self.store()

    async def store(self) -> None:
        """Store what was read and not stored yet, in one transaction."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        async with self._database.write() as session:
            storing = Storing(session, self._clock, self._author, None)
            for row in rows:
                await _store(storing, row)

    async def _judged(
        self, intake: Intake, path: Path, defaults: Defaults
    ) -> AsyncIterator[tuple[ImportReport, JudgedPart]]:
        notes: list[str] = []
        last = None
        try:
            async for part in intake.rows(path, str(path), defaults, notes):
                judged = await intake.judge(len(self.reports) + 1, part)
                last = report(path, judged)
                yield last, judged
        except OSError as error:
            failed = ImportReport(name=str(path), state="failed", error=f"读不了：{error.strerror}")
            self.reports.append(failed)
        if last is not None:
            last.warnings += notes


def report(path: Path, judged: JudgedPart) -> ImportReport:
    """Return what is reported of a row; ``name`` is the file, and where in it."""
    part, verdict = judged.part, judged.verdict
    name = f"{path} {part.part}".strip()
    if part.content is None:
        return ImportReport(name=name, state="failed", title=part.title, error=f"{part.message}{part.remedy}")
    if isinstance(part.content, PolicyDocument) and part.parsed is not None:
        found = report_of(name, part.parsed, part.content)
    else:
        found = ImportReport(name=name, state="draft", title=part.content.title, issuer=part.content.department)
    found.kind, found.verdict = kind_of(part.content).value, verdict.state.value
    found.warnings = list(part.warnings)
    found.duplicates = [_sentence(duplicate) for duplicate in verdict.duplicates]
    return found


def publishable(reports: Sequence[ImportReport]) -> list[ImportReport]:
    """Return what is stored, documents first: answers name them."""
    return sorted((row for row in reports if row.entry_id), key=lambda row: row.kind != EntryKind.DOCUMENT)


async def _store(storing: Storing, row: _Row) -> None:
    try:
        stored = await storing.store(row.storable)
    except YihaodaError as error:
        row.report.state, row.report.error = "failed", f"{error.message}{error.remedy}"
        return
    row.report.entry_id, row.report.revision = stored.entry_id, stored.revision
    if not stored.changed:
        row.report.state, row.report.verdict = "unchanged", RowState.UNCHANGED


def _sentence(duplicate: Duplicate) -> str:
    where = f"条目 {duplicate.entry_id}" if duplicate.entry_id else f"本次第 {duplicate.row} 份"
    return f"和{where}《{duplicate.title[:40]}》{_KINDS[duplicate.kind]}（{duplicate.similarity:.0%}）"
