"""The shipped sample knowledge as records: stored and published where it is new or has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from api.db.engine import Database
from api.records.codec import Content
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from knowledge import samples as samples_package
from knowledge.clock import Clock
from knowledge.model.document import PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Source
from knowledge.model.validity import Validity
from knowledge.samples.schema import Law, SampleAnswer, SampleInterpretation, Samples, load_samples

SAMPLES = Path(samples_package.__file__).parent
_AUTHOR, _REASON = "示例知识", "随系统提供的示例"


async def import_samples(database: Database, clock: Clock, folder: Path = SAMPLES) -> int:
    """Store and publish what changed, each entry in a transaction of its own; return how many did.

    An entry that staff have revised or withdrawn is theirs, and stays as they left it.
    """
    changed = 0
    for entry_id, content in sample_entries(load_samples(folder)):
        async with database.write() as session:
            records = RecordRepository(session, clock)
            if await records.authors(entry_id) - {_AUTHOR} or await records.is_withdrawn(entry_id):
                continue
            number, is_new = await records.add_revision(entry_id, content, author=_AUTHOR, reason=_REASON)
            if is_new:
                await Publisher(session, clock).publish(entry_id, number)
                changed += 1
    return changed


def sample_entries(samples: Samples) -> Iterable[tuple[str, Content]]:
    """Yield every sample under its stable id: the laws first, since interpretations name them."""
    for law in samples.laws:
        yield f"law-{hashlib.sha256(law.title.encode()).hexdigest()[:12]}", _document(law)
    for field in samples.fields:
        for interpretation in field.interpretations:
            yield interpretation.id, _interpretation(interpretation, field.title)


def _document(law: Law) -> PolicyDocument:
    return PolicyDocument(
        title=law.title,
        region=law.region,
        document_number=law.document_number,
        issuer=law.issuer,
        kind=law.kind,
        validity=Validity(effective_from=law.effective_from),
        source_url=law.source_url,
    )


def _interpretation(sample: SampleInterpretation, field_title: str) -> Interpretation:
    return Interpretation(
        title=sample.title,
        field_name=field_title,
        region=sample.region,
        department=sample.department,
        documents=sample.documents,
        questions=tuple(_pair(pair) for pair in sample.qa),
        elements={str(name): text for name, text in sample.elements.items()},
        audience=frozenset(sample.audience),
        keywords=sample.keywords,
    )


def _pair(pair: SampleAnswer) -> QuestionAnswer:
    return QuestionAnswer(
        question=pair.question,
        aspect=pair.aspect,
        conclusion=pair.conclusion,
        details=pair.details,
        basis=tuple(Source(title=basis.law, clause=basis.article) for basis in pair.basis),
        similar=pair.similar,
        negative=pair.negative,
    )
