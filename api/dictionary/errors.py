"""Errors of the dictionary."""

from collections.abc import Sequence

from knowledge.dictionary.checking import Finding, Severity
from knowledge.errors import Conflict, InvalidInput


class DictionaryChanged(Conflict):
    """Somebody else saved the dictionary meanwhile."""

    code = "dictionary_changed"


class InvalidWords(InvalidInput):
    """A change cannot be made."""

    code = "invalid_words"

    def __init__(self, findings: Sequence[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        told = "；".join(f"第 {finding.index + 1} 条：{finding.message}" for finding in errors[:10])
        more = f"；另有 {len(errors) - 10} 处" if len(errors) > 10 else ""
        super().__init__(told + more, remedy="请改正后再保存，其余的词都还在")
