"""Search as an operator or the command line uses it."""

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


def search_passages(
    search: PolicySearch, regions: RegionTree, text: str, *, k: int, region: str, on: date
) -> SearchOut:
    """Search the region's ladder, or everywhere when no region is given; what is not in force shows as such."""
    ladder = regions.ladder(region) if region else None
    found = search.search(normalise(text).text, Scope(on=on, regions=ladder, only_in_force=False), k=k)
    return SearchOut(
        query=text,
        results=[_row(hit, on) for hit in found.hits],
        generation=found.generation,
        timing_ms={name: round(value, 2) for name, value in found.timing_ms.items()},
    )


def _row(hit: Hit, on: date) -> SearchHit:
    passage = hit.passage
    return SearchHit(
        entry_id=passage.entry_id,
        passage_id=passage.id,
        kind=passage.kind,
        title=passage.title,
        heading=list(passage.heading),
        text=passage.text,
        spoken=spoken_text(passage, on),
        score=round(hit.score, 5),
        features={name: round(value, 5) for name, value in hit.features.items()},
        matched_question=hit.matched_question,
        citations=[CitationOut.model_validate(citation) for citation in cite(passage, on)],
        department=passage.department,
        region=passage.region,
    )
