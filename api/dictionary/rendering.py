"""From words and versions to JSON, and from a table to changes."""

from collections.abc import Iterable, Sequence

from api.dictionary.repository import DictionaryVersion, write_changes
from api.dictionary.schemas import ChangeOut, DictionaryOut, FindingOut, TableOut, VersionOut, WordOut
from knowledge.dictionary.checking import Finding, check_changes
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.shipped import shipped_keys, shipped_words
from knowledge.dictionary.words import DictionaryWord, Group, Op, Origin, WordChange


def listed(version: int, dictionary: Dictionary, group: Group | None = None, text: str = "") -> DictionaryOut:
    """Return own words and shipped ones, the own first; of one group, or with a text in them, where asked."""
    rows = [
        *((word, Origin.OWN) for word in dictionary.words),
        *((word, Origin.SHIPPED) for word in shipped_words()),
    ]
    return DictionaryOut(
        version=version, words=[_word(word, origin) for word, origin in rows if _wanted(word, group, text)]
    )


def _wanted(word: DictionaryWord, group: Group | None, text: str) -> bool:
    return (group is None or word.group is group) and (not text or text in word.said or text in word.official)


def _word(word: DictionaryWord, origin: Origin) -> WordOut:
    return WordOut(id=word.id, group=word.group, said=word.said, official=word.official, origin=origin, note=word.note)


def version_out(version: DictionaryVersion) -> VersionOut:
    """Return a version."""
    return VersionOut(
        number=version.number, author=version.author, reason=version.reason, at=version.at,
        changes=changes_out(version.changes),
    )  # fmt: skip


def changes_out(changes: Sequence[WordChange]) -> list[ChangeOut]:
    """Return changes."""
    return [ChangeOut.model_validate(row) for row in write_changes(changes)]


def findings_out(findings: Iterable[Finding]) -> list[FindingOut]:
    """Return findings."""
    return [FindingOut.model_validate(finding) for finding in findings]


def table_out(dictionary: Dictionary, words: Sequence[DictionaryWord]) -> TableOut:
    """Return what a table would add, faults included, so that they can be mended one by one; what is there is counted."""
    known = shipped_keys() | dictionary.by_key.keys()
    new = [word for word in words if word.key not in known]
    changes = [WordChange(Op.ADD, word) for word in new]
    return TableOut(
        changes=changes_out(changes),
        known=len(words) - len(new),
        findings=findings_out(check_changes(dictionary, changes)),
    )
