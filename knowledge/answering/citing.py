"""Step 10 as a function: from a passage to the citations of an answer."""

from datetime import date

from knowledge.answering.answer import Citation, QuoteOrigin
from knowledge.answering.validity_text import status_text
from knowledge.model.passage import Passage, PassageKind


def cite(passage: Passage, on: date, today: date | None = None) -> tuple[Citation, ...]:
    """Return one citation a source. The quote is verbatim: the clause itself, or the curated conclusion.

    ``status`` is that of the day asked about; ``status_text`` says it in words, and how it stands ``today``.
    """
    quote = passage.spoken if passage.kind is PassageKind.ANSWER else passage.text
    origin = QuoteOrigin.CLAUSE if passage.kind is PassageKind.CLAUSE else QuoteOrigin.INTERPRETATION
    return tuple(
        Citation(
            entry_id=passage.entry_id,
            title=source.title,
            document_number=source.document_number,
            clause=source.clause,
            quote=quote,
            quote_from=origin,
            status=passage.validity.status(on),
            effective_from=passage.validity.effective_from,
            expires_on=passage.validity.expires_on,
            department=passage.department,
            url=source.url,
            status_text=status_text(passage.validity, on, today or on),
        )
        for source in passage.sources
    )


def source_names(passage: Passage) -> str:
    """Return the sources as a reader prints them: ``《标题》（文号）第四条``."""
    names = [
        f"《{source.title}》" + (f"（{source.document_number}）" if source.document_number else "") + source.clause
        for source in passage.sources
    ]
    return "；".join(dict.fromkeys(names))
