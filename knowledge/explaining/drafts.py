"""Why a draft was used for an answer, or was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answering.answer import Answer
from knowledge.answering.context import TurnContext
from knowledge.answering.looking import CANDIDATES
from knowledge.answering.outcome import Outcome
from knowledge.answering.validity_text import chinese_day
from knowledge.explaining.texts import explaining_texts
from knowledge.model.passage import Passage
from knowledge.model.region import RegionTree
from knowledge.model.validity import Status, Validity


@dataclass(frozen=True, slots=True)
class DraftGrounds:
    """The draft as it was asked: its passages, whether what it explains is gone, and the regions that were looked at."""

    entry_id: str
    passages: Sequence[Passage]
    withdrawn: bool
    regions: RegionTree
    looked_at: tuple[str, ...]
    asked_in: str


def explain_draft(context: TurnContext, grounds: DraftGrounds) -> str:
    """Return whether the answer is the draft's, and if not what keeps it from being used."""
    words = explaining_texts().draft
    if grounds.withdrawn:
        return words.withdrawn
    if not grounds.passages:
        return words.empty
    if outside := _outside(grounds.passages[0].validity, context.on):  # an answer from it would say so first
        return outside
    if _is_used(context.answer, grounds.entry_id):
        return words.used
    return _unusable(context, grounds) or _rank(context, grounds)


def _is_used(answer: Answer | None, entry_id: str) -> bool:
    if answer is None or answer.outcome is not Outcome.ANSWERED:
        return False
    return any(citation.entry_id == entry_id for citation in answer.citations)


def _unusable(context: TurnContext, grounds: DraftGrounds) -> str:
    """Return which filter leaves every passage of the draft out; empty where none does."""
    first, texts = grounds.passages[0], explaining_texts()
    if first.region not in grounds.looked_at:
        return texts.draft.region.format(
            region=_region_name(grounds.regions, first.region), asked=_region_name(grounds.regions, grounds.asked_in)
        )
    if context.audience is not None and all(context.audience not in passage.audience for passage in grounds.passages):
        names = "、".join(texts.audience[audience] for audience in sorted(first.audience))
        return texts.draft.audience.format(audience=names)
    return ""


def _outside(validity: Validity, on: date) -> str:
    words, status = explaining_texts().draft, validity.status(on)
    if status is Status.NOT_YET and validity.effective_from:
        return words.not_yet.format(day=chinese_day(validity.effective_from))
    if status is Status.EXPIRED and validity.expires_on:
        return words.expired.format(day=chinese_day(validity.expires_on))
    if status is Status.REPEALED and validity.repealed_on:
        return words.repealed.format(day=chinese_day(validity.repealed_on))
    return ""


def _rank(context: TurnContext, grounds: DraftGrounds) -> str:
    words, hits = explaining_texts().draft, context.found.hits if context.found else ()
    rank = next((n for n, hit in enumerate(hits, start=1) if hit.passage.entry_id == grounds.entry_id), 0)
    if context.found is None or rank == 1:
        return ""  # the sentence on the turn says all there is
    if not rank:
        return words.not_found.format(candidates=CANDIDATES)
    return words.behind.format(rank=rank, title=hits[0].passage.title)


def _region_name(regions: RegionTree, code: str) -> str:
    return regions[code].name if code in regions else code
