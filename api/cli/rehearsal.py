"""The steps of a turn over the sample knowledge, for inputs that must end in a certain way."""

from collections.abc import Sequence
from typing import Any

from api.gate.library import index_of, sample_library
from api.settings import Settings
from knowledge.answering import replies
from knowledge.answering.answer import Answer
from knowledge.answering.answerer import Answerer, build_answerer
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import load_decision
from knowledge.clock import china_day, utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.store import EmbeddingStore
from knowledge.evaluation.adversarial import Ask, evaluate_adversarial
from knowledge.evaluation.adversarial_files import AdversarialFile, InputDocument
from knowledge.model.document import Clause, PolicyDocument
from knowledge.regions.loader import load_regions
from knowledge.scope.judge import LinearScopeJudge
from knowledge.search.hybrid import HybridSearch


async def rehearse(files: Sequence[AdversarialFile], encoder: Encoder, store: EmbeddingStore) -> dict[str, Any]:
    """Ask every input of the files, with their documents published beside the samples; known vectors are in ``store``."""
    home = Settings().region
    added = [_document(document, home) for file in files for document in file.documents]
    library = sample_library({f"added-{at}": document for at, document in enumerate(added)})
    search = HybridSearch(await index_of(library, encoder, store), encoder)
    judge = LinearScopeJudge.load(lambda: encoder)
    answerer = build_answerer(search, judge, load_regions(), home, load_decision())
    return evaluate_adversarial(files, _asking(answerer), search.passages_of)


def _asking(answerer: Answerer) -> Ask:
    def ask(text: str) -> Answer:
        context = TurnContext(turn_id="", original=text, on=china_day(utc_now()))
        answerer.receive(context)
        if context.answer is None:
            answerer.answer(context)
        return context.answer or replies.failure()

    return ask


def _document(given: InputDocument, region: str) -> PolicyDocument:
    return PolicyDocument(
        title=given.title,
        region=region,
        document_number=given.document_number,
        clauses=tuple(Clause(clause.label, clause.text) for clause in given.clauses),
    )
