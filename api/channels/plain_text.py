"""An answer as plain text, with everything a citizen has to read of it."""

from api.conversations.schemas import CitationOut, TurnReply


def plain_text(reply: TurnReply, *, numbered: bool = True) -> str:
    """Return words, choices, sources, notice and consult code; ``numbered`` choices can be answered by their number."""
    titles = [button.title for button in reply.reply.buttons]
    choices = [f"{number}. {title}" for number, title in enumerate(titles, 1)] if numbered else titles
    code = f"咨询编号：{reply.consult_code}" if reply.consult_code else ""
    sources = [_source(citation) for citation in reply.citations]
    return "\n".join(part for part in (reply.reply.text, *choices, *sources, reply.notice, code) if part)


def _source(citation: CitationOut) -> str:
    parts = (f"《{citation.title}》", citation.document_number, citation.clause, citation.status_text, citation.url)
    return "依据：" + " ".join(part for part in parts if part)
