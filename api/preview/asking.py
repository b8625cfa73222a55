"""One question, asked of the knowledge as it is public and as it would be with a draft."""

import asyncio
from dataclasses import dataclass
from datetime import date

from api.preview.overlay import Overlay, Overlays
from api.preview.passages import Draft
from knowledge.answering.answerer import Answerer, build_answerer
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision
from knowledge.answering.ladder import looked_at
from knowledge.answering.ports import ScopeJudge
from knowledge.clock import Clock, china_day
from knowledge.errors import InvalidInput
from knowledge.explaining.drafts import DraftGrounds, explain_draft
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class Deployment:
    """What every answerer of this installation shares."""

    judge: ScopeJudge
    regions: RegionTree
    home: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Asked:
    """The turn now and with the draft, the draft's entry id, why it is used or not, and how many answers lack a basis."""

    now: TurnContext
    draft: TurnContext
    entry_id: str
    hint: str
    without_basis: int


class PreviewAsking:
    """Asks the answerer that citizens get, and one put together alike over the overlay."""

    def __init__(self, public: Answerer, overlays: Overlays, deployment: Deployment, clock: Clock) -> None:
        self._public = public
        self._overlays = overlays
        self._deployment = deployment
        self._clock = clock

    async def ask(self, draft: Draft, question: str, region: str = "") -> Asked:
        """Return both turns.

        Raises:
            InvalidInput: the region is unknown.
        """
        if region and region not in self._deployment.regions:
            raise InvalidInput(f"没有行政区划 {region}")
        overlay = await self._overlays.of(draft)
        return await asyncio.to_thread(self._ask, overlay, draft, question, region)

    def _ask(self, overlay: Overlay, draft: Draft, question: str, region: str) -> Asked:
        parts, today = self._deployment, china_day(self._clock())
        beside = build_answerer(
            overlay.search, parts.judge, parts.regions, parts.home, parts.decision, lambda: overlay.search.reader
        )
        now, then = (answered(answerer, question, today, region) for answerer in (self._public, beside))
        grounds = DraftGrounds(
            draft.id,
            overlay.passages.own,
            overlay.passages.withdrawn,
            parts.regions,
            looked_at(then, parts.regions, parts.home),
            then.region or parts.home,
        )
        return Asked(now, then, draft.id, explain_draft(then, grounds), overlay.passages.without_basis)


def answered(answerer: Answerer, question: str, today: date, region: str = "") -> TurnContext:
    """Return the turn of one question, as the service takes it when its dialogue is silent; nothing is stored."""
    return answerer.take(TurnContext(turn_id="preview", original=question, on=today, region=region))
