"""What a row means for the records: new, changed, unchanged, or so like another that a person has to decide."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from api.imports.contents import text_of
from api.imports.library import Known, Library, TextMark, mark_of
from api.imports.states import DuplicateKind, RowState
from api.records.codec import Content, content_hash
from api.records.entry import kind_of
from knowledge.documents.similarity import NEAR, DigestIndex, likeness
from knowledge.model.document import PolicyDocument

_SAME_TITLE = 80  # of 100: one document, its title printed a little differently
_LONG_ENOUGH = 100  # characters; shorter texts are alike by chance
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What a row is like: an entry, or an earlier row of the same import. ``similarity`` is 0 to 1."""

    kind: DuplicateKind
    title: str
    similarity: float
    entry_id: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row means. ``target`` is the entry it is a revision of, empty for none."""

    state: RowState
    target: str = ""
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(slots=True)
class Batch:
    """The rows of the same import that came before."""

    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)
    hashes: dict[str, tuple[int, str]] = field(default_factory=dict)
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    digests: DigestIndex = field(default_factory=DigestIndex)

    def add(self, n: int, content: Content) -> None:
        """Note a row that can be stored."""
        text = text_of(content)
        mark = mark_of(text)
        if isinstance(content, PolicyDocument) and content.document_number:
            self.numbers.setdefault(content.document_number, (n, content.title))
        if mark.text_hash:
            self.hashes.setdefault(mark.text_hash, (n, content.title))
        if len(text) >= _LONG_ENOUGH:
            self.texts[str(n)] = (content.title, text)
            self.digests.add(str(n), mark.digest)


class Judge:
    """Compares rows with what is stored, and with each other."""

    def __init__(self, library: Library, digests: DigestIndex, batch: Batch) -> None:
        self._library = library
        self._digests = digests
        self._batch = batch

    async def judge(self, content: Content) -> Verdict:
        """Return what a row with this content means. A document with the 文号 and the title of another is its revision."""
        own = await self._own(content)
        if own is not None:
            same = own.content_hash == content_hash(content)
            return Verdict(RowState.UNCHANGED if same else RowState.CHANGED, own.entry_id)
        text = text_of(content)
        found = (*await self._numbered(content), *await self._texts(content, text, mark_of(text)))
        return Verdict(RowState.DUPLICATE if found else RowState.NEW, "", _one_each(found))

    async def _own(self, content: Content) -> Known | None:
        """Return the entry that this is a revision of."""
        if not isinstance(content, PolicyDocument):
            found = await self._library.interpretations(content.title, content.department)
            return found[0] if found else None
        if content.document_number:
            numbered = await self._library.numbered(content.document_number)
            return next((known for known in numbered if _alike(known.title, content.title)), None)
        found = await self._library.titled(content.title, numbered=False)
        return found[0] if found else None

    async def _numbered(self, content: Content) -> list[Duplicate]:
        if not isinstance(content, PolicyDocument) or not content.document_number:
            return []
        same = DuplicateKind.SAME_NUMBER
        stored = await self._library.numbered(content.document_number)
        found = [Duplicate(same, known.title, _share(known.title, content.title), known.entry_id) for known in stored]
        if content.document_number in self._batch.numbers:
            n, title = self._batch.numbers[content.document_number]
            found.append(Duplicate(same, title, _share(title, content.title), row=n))
        return found

    async def _texts(self, content: Content, text: str, mark: TextMark) -> list[Duplicate]:
        same = DuplicateKind.SAME_TEXT
        stored = await self._library.with_text(mark.text_hash, kind_of(content))
        found = [Duplicate(same, known.title, 1.0, known.entry_id) for known in stored]
        if mark.text_hash in self._batch.hashes:
            n, title = self._batch.hashes[mark.text_hash]
            found.append(Duplicate(same, title, 1.0, row=n))
        return found or await self._near(content, text, mark)

    async def _near(self, content: Content, text: str, mark: TextMark) -> list[Duplicate]:
        if len(text) < _LONG_ENOUGH:
            return []
        found = []
        for near in self._digests.near(mark.digest)[:_COMPARED]:
            known = await self._library.entry(near.key, kind_of(content))
            if known and (share := likeness(text, text_of(await self._library.content(known)))) >= NEAR:
                found.append(Duplicate(DuplicateKind.NEAR_TEXT, known.title, round(share, 3), known.entry_id))
        for near in self._batch.digests.near(mark.digest)[:_COMPARED]:
            title, other = self._batch.texts[near.key]
            if (share := likeness(text, other)) >= NEAR:
                found.append(Duplicate(DuplicateKind.NEAR_TEXT, title, round(share, 3), row=int(near.key)))
        return found


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or fuzz.ratio(one, other) >= _SAME_TITLE


def _share(one: str, other: str) -> float:
    return round(fuzz.ratio(one, other) / 100, 3)


def _one_each(found: tuple[Duplicate, ...]) -> tuple[Duplicate, ...]:
    """Return the strongest likeness to each entry and row."""
    first: dict[tuple[str, int], Duplicate] = {}
    for duplicate in found:
        first.setdefault((duplicate.entry_id, duplicate.row), duplicate)
    return tuple(first.values())
