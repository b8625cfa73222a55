"""Search as an operator or the command line uses it."""

from dataclasses import dataclass
from datetime import date

from api.conversations.schemas import CitationOut
from api.search.schemas import SearchHit, SearchOut
from knowledge.answering.citing import cite
from knowledge.answering.ports import PolicySearch
from knowledge.answering.steps.compose import spoken_text
from knowledge.model.hit import Hit
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope
from knowledge.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """What is looked for, where (everywhere when no region is given), and by the rules of which day, seen from today."""

    text: str
    k: int
    region: str
    on: date
    today: date


def search_passages(search: PolicySearch, regions: RegionTree, query: PassageQuery) -> SearchOut:
    """Search the region's ladder, or everywhere; what is not in force on the day shows as such."""
    ladder = regions.ladder(query.region) if query.region else None
    scope = Scope(on=query.on, regions=ladder, only_in_force=False)
    found = search.search(normalise(query.text).text, scope, k=query.k)
    return SearchOut(
        query=query.text,
        results=[_row(hit, query.on, query.today) for hit in found.hits],
        generation=found.generation,
        timing_ms={name: round(value, 2) for name, value in found.timing_ms.items()},
    )


def _row(hit: Hit, on: date, today: date) -> SearchHit:
    passage = hit.passage
    return SearchHit(
        entry_id=passage.entry_id,
        passage_id=passage.id,
        kind=passage.kind,
        title=passage.title,
        heading=list(passage.heading),
        text=passage.text,
        spoken=spoken_text(passage, on, today),
        score=round(hit.score, 5),
        features={name: round(value, 5) for name, value in hit.features.items()},
        matched_question=hit.matched_question,
        citations=[CitationOut.model_validate(citation) for citation in cite(passage, on, today)],
        department=passage.department,
        region=passage.region,
    )
