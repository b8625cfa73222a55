"""Reading files row by row and judging each row: what a job and the command line have in common."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from api.db.engine import Database
from api.imports.judging import Batch, Judge, Verdict
from api.imports.library import Library, load_digests
from api.imports.linking import completed
from api.imports.parts import FileReader, Part
from api.imports.states import RowState
from api.records.checks import check_storable
from knowledge.clock import Clock
from knowledge.documents.similarity import DigestIndex
from knowledge.errors import InvalidInput
from knowledge.sheets.drafting import Defaults


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A row, and what it means for the records."""

    part: Part
    verdict: Verdict

    def refused(self, message: str, remedy: str) -> "JudgedPart":
        """Return the row as one that cannot be stored."""
        return JudgedPart(replace(self.part, message=message, remedy=remedy), Verdict(RowState.FAILED))


class Intake:
    """The rows of one import after the other; each is compared with the records and with the rows before it."""

    def __init__(self, database: Database, clock: Clock, reader: FileReader, digests: DigestIndex) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader
        self._digests = digests
        self.batch = Batch()

    @classmethod
    async def begin(cls, database: Database, clock: Clock, reader: FileReader) -> "Intake":
        """Look at what is stored, and be ready for the first file."""
        return cls(database, clock, reader, await load_digests(database, clock))

    async def rows(self, source: Path | bytes, name: str, defaults: Defaults, notes: list[str]) -> AsyncIterator[Part]:
        """Yield the rows of a file as they are read; ``notes`` grows with what is left out."""
        opened = await asyncio.to_thread(self._reader.open, source, name, defaults)
        while (part := await asyncio.to_thread(next, opened.parts, None)) is not None:
            yield part
        notes += opened.notes

    async def judge(self, n: int, part: Part) -> JudgedPart:
        """Judge row ``n``, and remember it for those that follow."""
        if part.content is None:
            return JudgedPart(part, Verdict(RowState.FAILED))
        async with self._database.read() as session:
            library = Library(session, self._clock)
            content, missing = await completed(library, part.content)
            try:
                check_storable(content)
            except InvalidInput as error:
                failed = replace(part, content=None, message=error.message, remedy=error.remedy)
                return JudgedPart(failed, Verdict(RowState.FAILED))
            verdict = await Judge(library, self._digests, self.batch).judge(content)
        self.batch.add(n, content)
        return JudgedPart(replace(part, content=content, warnings=(*part.warnings, *missing)), verdict)
