"""From turns to what the panel shows."""

from api.conversations.schemas import CitationOut
from api.preview.asking import Asked
from api.preview.schemas import AskReply, FeatureOut, RivalOut, Turn
from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import Decision
from knowledge.answering.outcome import outcome_texts
from knowledge.explaining.rivals import Rival, rivals_of
from knowledge.explaining.texts import explaining_texts
from knowledge.explaining.turns import explain_turn, threshold_of

_CODE = "（咨询编号）"


def render(asked: Asked, decision: Decision) -> AskReply:
    """Return both turns as the contract has them."""
    words, count = explaining_texts().draft, asked.without_basis
    draft = _turn(asked.draft, decision, asked.entry_id)
    draft.hint = asked.hint
    draft.warnings = [words.no_basis.format(count=count)] if count else []
    return AskReply(now=_turn(asked.now, decision, ""), draft=draft)


def _turn(context: TurnContext, decision: Decision, draft_id: str) -> Turn:
    answer = context.answer or replies.failure()
    return Turn(
        outcome=answer.outcome,
        label=outcome_texts()[answer.outcome].label,
        text=answer.text.replace("{code}", _CODE),
        confidence=round(answer.confidence, 4),
        threshold=round(threshold_of(context, decision), 4),
        explanation=explain_turn(context, decision),
        citations=[CitationOut.model_validate(citation) for citation in answer.citations],
        rivals=[_rival(rival, draft_id) for rival in rivals_of(context.found)],
    )


def _rival(rival: Rival, draft_id: str) -> RivalOut:
    passage = rival.hit.passage
    return RivalOut(
        rank=rival.rank,
        entry_id=passage.entry_id,
        title=passage.title,
        text=passage.text,
        score=round(rival.hit.score, 4),
        share=round(rival.share, 4),
        features={
            name: FeatureOut(value=round(part.value, 4), weight=round(part.weight, 4), label=part.label)
            for name, part in rival.features.items()
        },
        matched_question=rival.hit.matched_question,
        is_draft=bool(draft_id) and passage.entry_id == draft_id,
    )
