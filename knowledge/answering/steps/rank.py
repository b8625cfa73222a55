"""Step 7: what the conversation and the words add to the order that search gave."""

import re
from collections.abc import Mapping
from dataclasses import replace

from knowledge.answering.context import TurnContext
from knowledge.model.hit import Hit
from knowledge.model.passage import Passage

# In standard deviations of the search score. Aspect: the best of 0.5 to 4 on held-out wordings of the sample questions
# (right answer first: .60 without, .67 with). Place and year: who names them means the document that bears them; who asks
# which unit is responsible means a clause that names one.
WEIGHTS: Mapping[str, float] = {"aspect": 2.0, "place": 3.0, "year": 3.0, "responsible": 8.0}
_ASKS_WHO = re.compile(r"谁(?:来|去)?(?:负责|牵头|管)|责任单位|(?:哪个|哪些|什么)(?:部门|单位)(?:负责|牵头)|由谁")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def rank(context: TurnContext) -> None:
    """Prefer what agrees with the words: aspect, place, year, responsible unit. In a follow-up its own policy is first."""
    if context.found is None:
        return
    context.found = replace(context.found, hits=_ranked(context.found.hits, context))
    if context.past is not None:
        context.past = replace(context.past, hits=_ranked(context.past.hits, context))


def _ranked(hits: tuple[Hit, ...], context: TurnContext) -> tuple[Hit, ...]:
    def order(hit: Hit) -> tuple[bool, bool, float]:
        same_topic = context.follow_up and hit.passage.entry_id == context.topic_id
        return same_topic, same_topic and hit.passage.aspect is context.aspect, hit.score

    return tuple(sorted((_with_agreements(hit, context) for hit in hits), key=order, reverse=True))


def _with_agreements(hit: Hit, context: TurnContext) -> Hit:
    """Return the hit with a feature for each agreement, and what these add to its score."""
    agreements = {
        "aspect": _aspect(hit.passage, context),
        "place": float(context.region_named and hit.passage.region == context.region),
        "responsible": float(bool(hit.passage.responsible_units) and bool(_ASKS_WHO.search(context.text))),
        "year": float(bool(_years(context.text) & _years(_names(hit.passage)))),
    }
    added = {name: WEIGHTS[name] * value for name, value in agreements.items()}
    features = {**hit.features, **agreements, **{f"{name}.contribution": part for name, part in added.items()}}
    return replace(hit, score=hit.score + sum(added.values()), features=features)


def _aspect(passage: Passage, context: TurnContext) -> float:
    """Return 1 for a curated answer about the aspect asked, -1 about another, 0 where either is unknown."""
    if context.aspect is None or not passage.questions:
        return 0.0
    return 1.0 if passage.aspect is context.aspect else -1.0


def _years(text: str) -> set[str]:
    return set(_YEAR.findall(text))


def _names(passage: Passage) -> str:
    return " ".join((passage.title, *(source.document_number for source in passage.sources)))
