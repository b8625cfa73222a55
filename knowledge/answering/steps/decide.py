"""Step 8: answer, ask back, or say that nothing certain was found."""

from dataclasses import replace

from knowledge.answering import replies
from knowledge.answering.answer import Answer, Button
from knowledge.answering.aspects import ASPECT_INTENT
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision, Verdict
from knowledge.answering.ellipsis import is_elliptical
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Passage, PassageKind
from knowledge.model.region import RegionTree
from knowledge.model.validity import Status

_MAX_CHOICES = 3
_CHOICE_WORDS = 24


class Decide:
    """End the turn unless the best candidate is to be answered with."""

    def __init__(self, decision: Decision, regions: RegionTree, home: str) -> None:
        self._decision = decision
        self._regions = regions
        self._home = home

    def __call__(self, context: TurnContext) -> None:
        """Leave the turn open for composing, or set the answer."""
        found = context.found
        if found is None or self._take_past(context, found):
            return
        context.confidence = self._decision.confidence(found)
        verdict = self._verdict(context, found)
        context.rules.append(f"decide:{verdict}")
        if verdict is Verdict.ANSWER:
            self._ask_region(context, found)
        else:
            context.answer = replace(self._instead(context, found, verdict), confidence=context.confidence)

    def _verdict(self, context: TurnContext, found: SearchResult) -> Verdict:
        """A follow-up whose policy has the aspect asked about needs no other evidence."""
        if not context.follow_up or not found.hits:
            return self._decision.verdict(found, context.in_scope)
        if not self._follows(context, found):
            return Verdict.NO_ANSWER
        context.confidence = max(context.confidence, self._decision.answer_at.of(found))
        return Verdict.ANSWER

    def _follows(self, context: TurnContext, found: SearchResult) -> bool:
        """Whether the topic's best passage is what a follow-up asks for: by its aspect, or else by some evidence."""
        best = found.hits[0].passage
        if best.entry_id != context.topic_id:
            return False
        if context.aspect is not None and best.aspect is not None:
            return best.aspect is context.aspect
        if context.aspect is None and is_elliptical(context.question):
            return True
        return context.confidence >= self._decision.clarify_at.of(found)

    def _instead(self, context: TurnContext, found: SearchResult, verdict: Verdict) -> Answer:
        if verdict is Verdict.OUT_OF_SCOPE:
            return replies.out_of_scope()
        if context.elsewhere is not None:
            choices = _choices(found.hits) if verdict is Verdict.CLARIFY else ()
            return replies.elsewhere(context.elsewhere.name, self._regions[self._home].name, choices)
        if context.follow_up and found.hits:
            return replies.aspect_unknown(found.hits[0].passage.department)
        if context.intent == ASPECT_INTENT and not context.topic_id and verdict is Verdict.NO_ANSWER:
            return replies.which_topic()
        if verdict is Verdict.CLARIFY and (choices := _choices(found.hits)):
            text = sentences().clarification.which
            return Answer(Outcome.CLARIFICATION, text, f"{text}{'；'.join(_names(found.hits))}", buttons=choices)
        return replies.no_answer()

    def _take_past(self, context: TurnContext, found: SearchResult) -> bool:
        """When the words ask for a rule that no longer holds, or not yet, and it fits best: name it as such."""
        past = context.past
        if past is None or not past.hits:
            return False
        best = past.hits[0].passage
        if best.validity.status(context.on) is Status.IN_FORCE:
            return False
        if self._decision.confidence(past) < max(self._decision.answer_at.of(past), self._decision.confidence(found)):
            return False
        context.in_force, context.found, context.confidence = found, past, self._decision.confidence(past)
        context.rules.append("decide:not_in_force")
        self._ask_region(context, past)
        return True

    def _ask_region(self, context: TurnContext, found: SearchResult) -> None:
        """Ask where the citizen is when the best rule holds in one county only and no region was named."""
        region = found.hits[0].passage.region
        if context.region or region not in self._regions or self._home not in self._regions.ladder(region)[1:]:
            return
        context.rules.append("decide:region")
        context.answer = replies.which_region(sentences().clarification.region, self._regions.below(self._home))


def _choices(hits: tuple[Hit, ...]) -> tuple[Button, ...]:
    """Return the likeliest questions to choose from; a clause is offered by its place and its first words, quoted."""
    buttons = dict.fromkeys(_choice(hit.passage) for hit in hits if hit.passage.kind is not PassageKind.ELEMENT)
    return tuple(list(buttons)[:_MAX_CHOICES])


def _choice(passage: Passage) -> Button:
    if passage.questions:
        return Button(passage.questions[0], passage.questions[0])
    source, start = passage.sources[0], passage.text.split("。", 1)[0][:_CHOICE_WORDS]
    name = source.document_number or source.title
    return Button(f"“{start}”（{name}{source.clause}）", f"{name}{source.clause}：{start}")


def _names(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Return the same for the ear, where no mark tells a quote from our own words: a clause by its place alone."""
    offered = [hit.passage for hit in hits if hit.passage.kind is not PassageKind.ELEMENT]
    names = (
        passage.questions[0] if passage.questions else f"{source.document_number or source.title}{source.clause}"
        for passage in offered
        for source in passage.sources[:1]
    )
    return tuple(dict.fromkeys(names))[:_MAX_CHOICES]
