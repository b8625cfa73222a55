"""An answer as WeChat shows it: text alone, the conclusion first, choices numbered, nothing left out of the record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.channels.port import Rendered
from api.channels.splitting import split
from api.conversations.schemas import CitationOut, TurnReply
from api.wechat.wording import Wording, wording
from knowledge.answering.answer import QuoteOrigin
from knowledge.answering.outcome import Outcome

HELPFUL, UNHELPFUL, RATING = "helpful:", "unhelpful:", "rating:"
_ASKS_BACK = {Outcome.CLARIFICATION, Outcome.FORM}


class WeChatRendering:
    """Renders for one account; one that may not push hands out one message at a time, with a word on how to get the next."""

    def __init__(self, *, can_push: bool, words: Wording | None = None) -> None:
        self._words = words or wording()
        self.can_push = can_push
        hint = 0 if can_push else len(self._words.sentences.more.encode())
        self._limit = self._words.limits.text_bytes - hint

    def reply(self, reply: TurnReply) -> Sequence[Rendered]:
        """Return the messages of an answer, in order; none where a person has the conversation."""
        if reply.silent:
            return ()
        messages = self.words("\n\n".join(part for part in self._parts(reply) if part))
        if self._words.feedback_menu and self.can_push and reply.outcome is Outcome.ANSWERED:
            return (*messages, self._feedback_menu(reply.message_id))
        return messages

    def words(self, words: str) -> Sequence[Rendered]:
        """Return any words as messages."""
        return [text_message(part) for part in split(words, self._limit)]

    def rating(self, words: str, question: str, conversation_id: str) -> Sequence[Rendered]:
        """Return words and the question for a rating of 5 to 1; the words alone for an account without menus."""
        if not (self._words.feedback_menu and self.can_push):
            return self.words(words)
        named = reversed(list(enumerate(self._words.sentences.scores, 1)))
        items = {f"{RATING}{score}:{conversation_id}": name for score, name in named}
        return (_menu(f"{words}\n{question}", items),)

    def with_more(self, message: str) -> str:
        """Return a message with the word on how to get the next one; there is room for it."""
        return message + self._words.sentences.more

    def _parts(self, reply: TurnReply) -> Iterator[str]:
        sentences = self._words.sentences
        yield reply.reply.text
        yield "\n".join(line for citation in reply.citations for line in self._source(citation, reply))
        yield self._choices(reply)
        yield "\n".join(part for part in (sentences.code.format(code=reply.consult_code), reply.notice) if part.strip())

    def _source(self, citation: CitationOut, reply: TurnReply) -> Iterator[str]:
        """Say what the words of the answer do not say already: validity, the text of the clause, where to read it."""
        sentences, said = self._words.sentences, reply.reply.text
        alone = len(reply.citations) == 1 and _is_named(citation, said)
        status = sentences.status.format(status=citation.status_text) if citation.status_text else ""
        yield status if alone else " ".join(part for part in (source_name(citation), status) if part)
        if citation.quote_from is QuoteOrigin.CLAUSE and citation.quote and citation.quote not in said:
            yield self._quote(citation.quote)
        if citation.url:
            yield citation.url

    def _quote(self, quote: str) -> str:
        sentences, longest = self._words.sentences, self._words.limits.quote_characters
        if len(quote) <= longest:
            return sentences.quote.format(quote=quote)
        return sentences.quote_cut.format(quote=quote[:longest])

    def _choices(self, reply: TurnReply) -> str:
        buttons = reply.reply.buttons
        if not buttons:
            return ""
        sentences = self._words.sentences
        head = sentences.choose if reply.outcome in _ASKS_BACK else sentences.related
        return "\n".join((head, *(f"{number}. {button.title}" for number, button in enumerate(buttons, 1))))

    def _feedback_menu(self, turn_id: str) -> Rendered:
        sentences = self._words.sentences
        items = {f"{HELPFUL}{turn_id}": sentences.feedback_yes, f"{UNHELPFUL}{turn_id}": sentences.feedback_no}
        return _menu(sentences.feedback_question, items)


def _menu(question: str, items: Mapping[str, str]) -> Rendered:
    menu: dict[str, Any] = {
        "head_content": question,
        "list": [{"id": key, "content": title} for key, title in items.items()],
        "tail_content": "",
    }
    return Rendered(f"{question} {' / '.join(items.values())}", {"msgtype": "msgmenu", "msgmenu": menu})


def text_message(text: str) -> Rendered:
    """Return a text message: it fits into a reply to a callback, and into 客服消息."""
    return Rendered(text, {"msgtype": "text", "text": {"content": text}})


def is_text(message: Rendered) -> bool:
    """Whether a message fits into the reply to a callback."""
    return message.body.get("msgtype") == "text"


def _is_named(citation: CitationOut, text: str) -> bool:
    return all(part in text for part in (citation.title, citation.document_number, citation.clause))


def source_name(citation: CitationOut) -> str:
    """Return title, number and clause as one reads them."""
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"《{citation.title}》{number}{citation.clause}"
