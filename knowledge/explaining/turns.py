"""One sentence on why a turn ended as it did, made of the evidence that the decision had."""

from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision
from knowledge.answering.evidence import evidence, is_clause
from knowledge.answering.outcome import Outcome, outcome_texts
from knowledge.explaining.texts import explaining_texts
from knowledge.model.hit import SearchResult

_BY_EVIDENCE = {Outcome.ANSWERED, Outcome.CLARIFICATION, Outcome.NO_ANSWER}
_NEAR = 0.5  # in units of the score: less than this between two entries is no lead worth the name
_COVERED = 0.6
_LEADS = 0.02


def threshold_of(context: TurnContext, decision: Decision) -> float:
    """Return what the confidence of the turn had to reach for a direct answer."""
    if context.found is None or not context.found.hits:
        return decision.answer_at.curated
    return decision.answer_at.of(context.found)


def explain_turn(context: TurnContext, decision: Decision) -> str:
    """Return why the turn ended as it did."""
    outcome = context.answer.outcome if context.answer else Outcome.ERROR
    words, found = explaining_texts().turn, context.found
    if special := _by_rule(context.rules, outcome):
        return special
    if outcome is Outcome.OUT_OF_SCOPE:
        return words.out_of_scope.format(in_scope=_percent(context.in_scope))
    if found is None or outcome not in _BY_EVIDENCE:
        return words.before_search.format(label=outcome_texts()[outcome].label)
    if outcome is Outcome.ANSWERED:
        return _answered(context, found, decision)
    return words.elsewhere if context.elsewhere is not None else _held_back(context, found, decision, outcome)


def _by_rule(rules: list[str], outcome: Outcome) -> str:
    """Return the sentence of a rule that settled the turn whatever the evidence; empty where none did."""
    words = explaining_texts().turn
    if any(rule.startswith("named_document:") for rule in rules) and outcome is not Outcome.ANSWERED:
        return words.unknown_document
    if "decide:other_audience" in rules and outcome is not Outcome.ANSWERED:
        return words.other_audience
    if "decide:region" in rules and outcome is Outcome.CLARIFICATION:
        return words.region
    if outcome is not Outcome.ANSWERED:
        return ""
    if any(rule.startswith("succession:") for rule in rules):
        return words.succession
    return words.not_in_force if "decide:not_in_force" in rules else ""


def _answered(context: TurnContext, found: SearchResult, decision: Decision) -> str:
    words, figures = explaining_texts().turn, evidence(found)
    if figures["exact"]:
        return words.exact
    if context.follow_up:
        return words.follow_up
    return words.sure.format(
        confidence=_percent(context.confidence), threshold=_percent(decision.answer_at.of(found)), lead=_lead(found)
    )


def _held_back(context: TurnContext, found: SearchResult, decision: Decision, outcome: Outcome) -> str:
    words = explaining_texts().turn
    if outcome is Outcome.CLARIFICATION:
        return _asked_back(context, found, decision)
    if not found.hits:
        return words.nothing
    clarify = _percent(decision.clarify_at.of(found))
    return words.weak.format(confidence=_percent(context.confidence), clarify=clarify)


def _asked_back(context: TurnContext, found: SearchResult, decision: Decision) -> str:
    words = explaining_texts().turn
    if not found.hits or context.confidence >= decision.answer_at.of(found):
        return words.which_county
    figures = evidence(found)
    common = {"confidence": _percent(context.confidence), "threshold": _percent(decision.answer_at.of(found))}
    if figures["margin"] < _NEAR:
        return words.near_rival.format(**common, margin=f"{figures['margin']:.2f}")
    if figures["coverage"] < _COVERED:
        return words.uncovered.format(**common, coverage=_percent(figures["coverage"]))
    if not is_clause(found) and figures["question_lead"] < _LEADS:
        return words.no_question.format(**common)
    return words.doubtful.format(**common)


def _lead(found: SearchResult) -> str:
    words, best = explaining_texts().lead, found.hits[0]
    rival = next((hit for hit in found.hits[1:] if hit.passage.entry_id != best.passage.entry_id), None)
    if rival is None:
        return words.alone
    margin = best.score - rival.score
    return (words.ahead if margin >= _NEAR else words.level).format(margin=f"{margin:.2f}")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
