"""Changing the words of an installation."""

from collections.abc import Awaitable, Callable, Sequence

from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.dictionary.errors import DictionaryChanged, InvalidWords
from api.dictionary.repository import DictionaryRepository, DictionaryVersion, write_changes
from knowledge.clock import Clock
from knowledge.dictionary.checking import Finding, Severity, check_changes
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.words import WordChange
from knowledge.errors import InvalidInput

_AUDITED = 50  # changes written out in a line of the audit log; the version has them all


class DictionaryService:
    """Reads, checks and saves; what is saved is in use here when the call returns, elsewhere within a second or two."""

    def __init__(self, database: Database, take: Callable[[], Awaitable[None]], clock: Clock) -> None:
        """``take`` lets this process use the newest version."""
        self._database = database
        self._take = take
        self._clock = clock

    async def current(self) -> tuple[int, Dictionary]:
        """Return the newest version and its words."""
        async with self._database.read() as session:
            records = DictionaryRepository(session, self._clock)
            number = await records.newest()
            return number, await records.at(number)

    async def versions(self) -> list[DictionaryVersion]:
        """Return the newest versions, newest first."""
        async with self._database.read() as session:
            return await DictionaryRepository(session, self._clock).versions()

    async def check(self, changes: Sequence[WordChange]) -> tuple[Dictionary, tuple[Finding, ...]]:
        """Return the words as they are, and what is to be said of the changes.

        Raises:
            InvalidWords: a change cannot be made.
        """
        _, dictionary = await self.current()
        return dictionary, checked(dictionary, changes)

    async def save(
        self, changes: Sequence[WordChange], *, base_version: int, author: str, reason: str
    ) -> tuple[int, tuple[Finding, ...]]:
        """Save changes as the next version; return its number and the warnings.

        Raises:
            DictionaryChanged: there is a newer version than ``base_version``.
            InvalidWords: a change cannot be made; none is.
        """
        async with self._database.write() as session:
            records = DictionaryRepository(session, self._clock)
            await records.lock()
            await _require_newest(records, base_version)
            findings = checked(await records.at(base_version), changes)
            number = await records.append(changes, author=author, reason=reason)
            told = {"version": number, "reason": reason, "changes": write_changes(changes)[:_AUDITED]}
            await AuditTrail(session, self._clock).record(author, "dictionary.saved", "dictionary", told)
        await self._take()
        return number, findings

    async def roll_back(self, version: int, *, base_version: int, author: str, reason: str) -> int:
        """Make the words those of an older version again, as a new one; return its number.

        Raises:
            NotFound: there is no such version.
            DictionaryChanged: there is a newer version than ``base_version``.
            InvalidInput: nothing would change.
        """
        async with self._database.write() as session:
            records = DictionaryRepository(session, self._clock)
            await records.lock()
            await _require_newest(records, base_version)
            target = await records.at(version)
            changes = (await records.at(base_version)).changes_to(target)
            if not changes:
                raise InvalidInput(f"词典现在就是第 {version} 版的样子")
            number = await records.append(changes, author=author, reason=reason or f"退回第 {version} 版")
            told = {"version": number, "to": version, "reason": reason}
            await AuditTrail(session, self._clock).record(author, "dictionary.rolled_back", "dictionary", told)
        await self._take()
        return number


async def _require_newest(records: DictionaryRepository, base_version: int) -> None:
    newest = await records.newest()
    if newest != base_version:
        raise DictionaryChanged(
            f"词典已经是第 {newest} 版，您改的是第 {base_version} 版", remedy="请刷新后重新保存，您的改动还在页面上"
        )


def checked(dictionary: Dictionary, changes: Sequence[WordChange]) -> tuple[Finding, ...]:
    """Return the warnings about changes.

    Raises:
        InvalidWords: a change cannot be made.
    """
    findings = check_changes(dictionary, changes)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise InvalidWords(findings)
    return findings
