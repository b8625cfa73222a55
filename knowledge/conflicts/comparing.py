"""Whether two answers to one question say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.conflicts.figures import figures_in
from knowledge.conflicts.likeness import pairs_of, shared
from knowledge.conflicts.settings import Polarity, conflict_settings
from knowledge.text.document_number import find_all


class Verdict(StrEnum):
    """What came of a comparison."""

    DIFFERENT = "different"
    SAME = "same"


class DifferenceKind(StrEnum):
    """In what two answers differ."""

    FIGURE = "figure"
    DOCUMENT_NUMBER = "document_number"
    POLARITY = "polarity"
    WORDING = "wording"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its conclusion, and all of it with the conclusion in it."""

    conclusion: str
    whole: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is told differently: a label in Chinese, and what stands on either side."""

    kind: DifferenceKind
    label: str
    mine: str
    theirs: str


def differences(mine: Said, theirs: Said, *, certainly_same: bool = True) -> tuple[Difference, ...]:
    """Return in what two answers contradict each other; nothing where one only says more than the other.

    Other words alone are a difference where the question is ``certainly_same``; else they rather speak of another matter.
    """
    found = [*_figures(mine, theirs), *_numbers(mine, theirs), *_polarities(mine.conclusion, theirs.conclusion)]
    if found or not certainly_same or _agree(mine, theirs):
        return tuple(found)
    return tuple(_wording(mine.conclusion, theirs.conclusion))


def verdict_of(found: tuple[Difference, ...]) -> Verdict:
    """Return the verdict that differences make."""
    return Verdict.DIFFERENT if found else Verdict.SAME


def _figures(mine: Said, theirs: Said) -> Iterator[Difference]:
    """A unit is contradicted where either conclusion gives a figure that the other answer gives nowhere."""
    label = conflict_settings().labels.figure
    ours, others = figures_in(mine.conclusion), figures_in(theirs.conclusion)
    our_whole, other_whole = ({figure.key for figure in figures_in(said.whole)} for said in (mine, theirs))
    for unit in dict.fromkeys(figure.unit for figure in ours):
        only_ours = [f.written for f in ours if f.unit == unit and f.key not in other_whole]
        only_theirs = [f.written for f in others if f.unit == unit and f.key not in our_whole]
        if only_ours and only_theirs:
            yield Difference(DifferenceKind.FIGURE, label, _listed(only_ours), _listed(only_theirs))


def _numbers(mine: Said, theirs: Said) -> Iterator[Difference]:
    ours, others = _document_numbers(mine.whole), _document_numbers(theirs.whole)
    if ours and others and not set(ours) & set(others):
        label = conflict_settings().labels.document_number
        yield Difference(DifferenceKind.DOCUMENT_NUMBER, label, _listed(ours), _listed(others))


def _document_numbers(text: str) -> list[str]:
    return [str(found.number) for found in find_all(text)]


def _polarities(mine: str, theirs: str) -> Iterator[Difference]:
    """Yield what the first sentence of one conclusion affirms and that of the other denies."""
    ours, others = _first_sentence(mine), _first_sentence(theirs)
    for polarity in conflict_settings().polarity:
        one, other = _stance(ours, polarity), _stance(others, polarity)
        if one and other and one[0] is not other[0]:
            label = conflict_settings().labels.polarity.format(label=polarity.label)
            yield Difference(DifferenceKind.POLARITY, label, one[1], other[1])


def _stance(sentence: str, polarity: Polarity) -> tuple[bool, str] | None:
    """Return whether a sentence says yes or no, and by which word; nothing where it says neither, or both."""
    no = next((word for word in polarity.denies if word in sentence), "")
    for word in polarity.denies:
        sentence = sentence.replace(word, " ")
    yes = next((word for word in polarity.affirms if word in sentence), "")
    if bool(yes) is bool(no):
        return None
    return (True, yes) if yes else (False, no)


def _first_sentence(text: str) -> str:
    return text.replace("；", "。").split("。", 1)[0]


def _agree(mine: Said, theirs: Said) -> bool:
    """Whether both give the same figure somewhere: then other words are only other words."""
    ours, others = ({figure.key for figure in figures_in(said.whole)} for said in (mine, theirs))
    return bool(ours & others)


def _wording(mine: str, theirs: str) -> Iterator[Difference]:
    settings = conflict_settings()
    if shared(pairs_of(mine), pairs_of(theirs)) < settings.wording_below:
        yield Difference(DifferenceKind.WORDING, settings.labels.wording, mine, theirs)


def _listed(words: list[str]) -> str:
    return "、".join(dict.fromkeys(words))
