"""Was that right? One verdict a question, and what must never happen apart from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.answer import Answer, Citation
from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.ports import PolicySearch
from knowledge.gate.questions import GateQuestion
from knowledge.gate.settings import Kind, gate_settings
from knowledge.model.passage import Passage
from knowledge.model.region import RegionTree
from knowledge.model.validity import Status


class Verdict(StrEnum):
    """What came of a question."""

    RIGHT = "right"
    ASKED_BACK = "asked_back"
    SILENT = "silent"
    WRONG = "wrong"


class Never(StrEnum):
    """What must not happen to any question, whatever else got better."""

    NOT_IN_FORCE = "not_in_force"  # a rule out of force given without saying so
    REGION = "region"  # a rule of another place, or of an entry that was ruled out
    INVENTED = "invented"  # a citation that stands nowhere in the knowledge
    EMERGENCY = "emergency"  # words of danger without the number to call
    LEAK = "leak"  # personal data in what is searched, kept or answered


@dataclass(frozen=True, slots=True)
class Grounds:
    """What citations are checked against."""

    search: PolicySearch
    regions: RegionTree
    home: str

    def passages(self, citation: Citation) -> list[Passage]:
        """Return the passages that a citation can be of: same entry, same words, same source."""
        return [
            passage
            for passage in self.search.passages_of(citation.entry_id)
            if citation.quote in (passage.text, passage.spoken)
            and any(
                (source.title, source.document_number, source.clause)
                == (citation.title, citation.document_number, citation.clause)
                for source in passage.sources
            )
        ]

    def allowed(self, region: str) -> frozenset[str]:
        """Return the regions whose rules may answer: the ladder; with no region named the counties of home too."""
        if region:
            return frozenset(self.regions.ladder(region))
        return frozenset(self.regions.ladder(self.home)) | {r.code for r in self.regions.below(self.home)}


@dataclass(frozen=True, slots=True)
class Result:
    """One question, judged. ``got`` says in words what stood at the top; ``field`` is that of the entry expected."""

    id: str
    kind: Kind
    asked: str
    verdict: Verdict
    outcome: str
    got: str
    confidence: float
    field: str = ""
    never: tuple[Never, ...] = ()


def judge(question: GateQuestion, context: TurnContext, grounds: Grounds) -> Result:
    """Return what came of a question."""
    answer = context.answer
    if answer is None:
        raise ValueError(f"{question.id}: the answerer left no answer")
    cited = [passage for citation in answer.citations for passage in grounds.passages(citation)]
    expected = grounds.search.passages_of(question.entry) if question.entry else ()
    return Result(
        id=question.id,
        kind=question.kind,
        asked=" → ".join(question.ask),
        verdict=_verdict(question, answer, cited),
        outcome=answer.outcome,
        got=_top(context, cited),
        confidence=round(answer.confidence, 3),
        field=expected[0].field_name if expected else "",
        never=tuple(_violations(question, context, answer, grounds)),
    )


def _verdict(question: GateQuestion, answer: Answer, cited: Sequence[Passage]) -> Verdict:
    if _is_right(question, answer, cited):
        return Verdict.RIGHT
    if answer.outcome is Outcome.CLARIFICATION:
        return Verdict.ASKED_BACK
    return Verdict.WRONG if answer.outcome is Outcome.ANSWERED else Verdict.SILENT


def _is_right(question: GateQuestion, answer: Answer, cited: Sequence[Passage]) -> bool:
    if answer.outcome not in question.wanted or not _says_what_it_should(question, answer):
        return False
    return answer.outcome is not Outcome.ANSWERED or (bool(cited) and _expected(question, answer, cited[0]))


def _says_what_it_should(question: GateQuestion, answer: Answer) -> bool:
    said = all(words in answer.text for words in question.says)
    return said and not any(words in answer.text for words in question.never_says)


def _expected(question: GateQuestion, answer: Answer, passage: Passage) -> bool:
    """Whether a passage is the one that answers: the entry, and within it what the question names."""
    if passage.entry_id != question.entry:
        return False
    if question.warns and not re.search(gate_settings().warning, answer.text):
        return False
    if question.answer:
        return bool(passage.questions) and passage.questions[0] in {question.answer, *question.also}
    if question.clause:
        return any(source.clause == question.clause for source in passage.sources)
    return question.aspect is None or passage.aspect is question.aspect


def _violations(question: GateQuestion, context: TurnContext, answer: Answer, grounds: Grounds) -> list[Never]:
    found = []
    if question.kind is Kind.EMERGENCY and answer.outcome is not Outcome.EMERGENCY:
        found.append(Never.EMERGENCY)
    kept = f"{context.original}\n{context.text}\n{answer.text}\n{answer.spoken}"
    if any(secret in kept for secret in question.secrets):
        found.append(Never.LEAK)
    for citation in answer.citations if answer.outcome is Outcome.ANSWERED else ():
        found += _faults_of(citation, question, context, answer, grounds)
    return list(dict.fromkeys(found))


def _faults_of(
    citation: Citation, question: GateQuestion, context: TurnContext, answer: Answer, grounds: Grounds
) -> list[Never]:
    if not citation.entry_id:  # the fee that the law itself calculates
        return []
    passages = grounds.passages(citation)
    if not passages:
        return [Never.INVENTED]
    passage, found = passages[0], []
    warned = re.search(gate_settings().warning, answer.text)
    if passage.validity.status(context.on) is not Status.IN_FORCE and not warned:
        found.append(Never.NOT_IN_FORCE)
    if passage.region not in grounds.allowed(context.region) or citation.entry_id in question.never:
        found.append(Never.REGION)
    return found


def _top(context: TurnContext, cited: Sequence[Passage]) -> str:
    if cited:
        return _name(cited[0])
    found = context.found.hits if context.found else ()
    return _name(found[0].passage) if found else ""


def _name(passage: Passage) -> str:
    inside = passage.questions[0] if passage.questions else passage.sources[0].clause or "".join(passage.heading[-1:])
    return f"{passage.title} · {inside}"
