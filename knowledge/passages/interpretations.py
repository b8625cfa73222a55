"""Passages of an interpretation: one a curated answer, one an element."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Passage, PassageKind, Source, Successor
from knowledge.model.validity import Validity

ELEMENT_NAMES: Mapping[str, str] = {
    "background": "政策背景",
    "purpose": "出台目的",
    "goals": "目标任务",
    "measures": "主要内容",
    "applies_to": "适用对象",
    "standards": "执行标准",
    "materials": "所需材料",
    "process": "办理流程",
    "notes": "注意事项",
    "terms": "关键词诠释",
    "benefits": "惠民利民举措",
    "differences": "新旧差异",
    "contact": "咨询渠道",
}
_ELEMENT_ASPECTS = {
    "applies_to": Aspect.CONDITIONS,
    "standards": Aspect.AMOUNT,
    "materials": Aspect.MATERIALS,
    "process": Aspect.PROCESS,
    "contact": Aspect.CONTACT,
}


def joint_validity(own: Validity, documents: Iterable[Validity]) -> Validity:
    """Return the days on which an interpretation holds: its own, cut to those of every document it explains."""
    every = (own, *documents)

    def latest(days: Iterable[date | None]) -> date | None:
        return max((day for day in days if day is not None), default=None)

    def earliest(days: Iterable[date | None]) -> date | None:
        return min((day for day in days if day is not None), default=None)

    return Validity(
        effective_from=latest(v.effective_from for v in every),
        expires_on=earliest(v.expires_on for v in every),
        repealed_on=earliest(v.repealed_on for v in every),
    )


def interpretation_passages(
    entry_id: str,
    revision: int,
    interpretation: Interpretation,
    documents: Mapping[str, PolicyDocument],
    *,
    successor: str = "",
    successors: tuple[Successor, ...] = (),
) -> tuple[Passage, ...]:
    """Cut an interpretation. ``documents`` holds, by title, the published documents that it explains or cites."""
    explained = [documents[title] for title in interpretation.documents if title in documents]
    validity = joint_validity(interpretation.validity, (document.validity for document in explained))
    whole = Passage(
        id=f"{entry_id}@{revision}#",
        entry_id=entry_id,
        revision=revision,
        kind=PassageKind.ELEMENT,
        title=interpretation.title,
        text="",
        sources=tuple(_source_of(title, documents) for title in interpretation.documents),
        region=interpretation.region,
        department=interpretation.department,
        audience=interpretation.audience,
        validity=validity,
        successor=successor,
        successors=successors,
        jointly_dated=len(explained) > 1,
        field_name=interpretation.field_name,
    )
    answers = [_answer(whole, pair, documents) for pair in interpretation.questions]
    elements = [
        replace(whole, text=text, heading=(ELEMENT_NAMES[name],), aspect=_ELEMENT_ASPECTS.get(name, Aspect.OVERVIEW))
        for name, text in interpretation.elements.items()
    ]
    return tuple(replace(passage, id=f"{whole.id}{n}") for n, passage in enumerate((*answers, *elements)))


def _answer(whole: Passage, pair: QuestionAnswer, documents: Mapping[str, PolicyDocument]) -> Passage:
    return replace(
        whole,
        kind=PassageKind.ANSWER,
        text=f"{pair.conclusion}\n{pair.details}".strip(),
        spoken=pair.conclusion,
        questions=(pair.question, *pair.similar),
        negatives=pair.negative,
        aspect=pair.aspect,
        sources=tuple(replace(_source_of(basis.title, documents), clause=basis.clause) for basis in pair.basis),
    )


def _source_of(title: str, documents: Mapping[str, PolicyDocument]) -> Source:
    document = documents.get(title)
    return Source(title, document.document_number, "", document.source_url) if document else Source(title)
