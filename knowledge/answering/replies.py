"""Replies that need no search: fixed sentences, the fee calculation. ``{code}`` stands for the consult code."""

from collections.abc import Sequence
from datetime import date

from knowledge.answering.answer import Answer, Button, Citation, QuoteOrigin
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.fees import information_processing as fees
from knowledge.model.passage import Audience, Passage
from knowledge.model.region import Region
from knowledge.model.validity import Status

_FEE_EFFECTIVE_FROM = date(2021, 1, 1)  # 国办函〔2020〕109号
_MAX_BUTTONS = 3
_FEE_UNITS = {fees.FeeMethod.ITEM: "件", fees.FeeMethod.PAGE: "页"}


def smalltalk(intent: str) -> Answer:
    """Return the reply to a greeting, thanks or the like."""
    texts = sentences().smalltalk
    text = texts.get(intent, texts["ask_help"])
    return Answer(Outcome.SMALLTALK, text, text, confidence=1.0)


def handoff(intent: str) -> Answer:
    """Return how to reach a person."""
    texts = sentences().handoff
    text = texts.get(intent, texts["transfer_human"])
    return Answer(Outcome.HANDOFF, text, text, confidence=1.0)


def silence() -> Answer:
    """Return nothing to say: a person has the conversation."""
    return Answer(Outcome.HANDOFF, "", "")


def feedback(*, helpful: bool) -> Answer:
    """Return thanks or regret."""
    text = sentences().feedback.positive if helpful else sentences().feedback.negative
    return Answer(Outcome.FEEDBACK, text, text, confidence=1.0)


def region_chosen(region: Region) -> Answer:
    """Return the confirmation of a region."""
    text = sentences().region.chosen.format(region=region.name)
    return Answer(Outcome.SMALLTALK, text, text, confidence=1.0)


def which_region(question: str, regions: Sequence[Region]) -> Answer:
    """Ask for the region, one button each."""
    buttons = tuple(Button(region.name, region.name) for region in regions)
    return Answer(Outcome.CLARIFICATION, question, question, buttons=buttons)


def foreign_unread() -> Answer:
    """Return, in English, that no policy was recognised in the words."""
    text = sentences().foreign.unread
    return Answer(Outcome.OUT_OF_SCOPE, text, text)


def no_answer() -> Answer:
    """Return that nothing certain was found."""
    return Answer(Outcome.NO_ANSWER, sentences().no_answer.text, sentences().no_answer.spoken)


def aspect_unknown(department: str) -> Answer:
    """Return that the interpretation does not say, and whom to ask."""
    text = sentences().no_answer.aspect.replace("{department}", department or "主管部门")
    return Answer(Outcome.NO_ANSWER, text, sentences().no_answer.spoken)


def elsewhere(place: str, home: str, choices: Sequence[Button] = ()) -> Answer:
    """Return that the rules of another place are not known here, and who knows them; ``choices`` are nationwide ones."""
    text = sentences().applicability.elsewhere_unknown.format(place=place, home=home)
    return Answer(Outcome.NO_ANSWER, text, text, buttons=tuple(choices))


def other_audience(passage: Passage, asking: Audience) -> Answer:
    """Return for whom the only rule on the question is; who wants to read it all the same can ask its own question."""
    words = sentences().applicability
    theirs = "、".join(words.audiences[audience] for audience in Audience if audience in passage.audience)
    text = words.other_audience.format(
        title=f"《{passage.sources[0].title}》", theirs=theirs, ours=words.audiences[asking],
        department=passage.department or "主管部门", code="{code}",
    )  # fmt: skip
    buttons = (Button(passage.questions[0], passage.questions[0]),) if passage.questions else ()
    return Answer(Outcome.NO_ANSWER, text, sentences().no_answer.spoken, buttons=buttons)


def unknown_document(document: str) -> Answer:
    """Return that no published document bears the number or title asked about."""
    text = sentences().no_answer.document.replace("{document}", document)
    return Answer(Outcome.NO_ANSWER, text, sentences().no_answer.spoken)


def which_topic(titles: Sequence[str] = (), asked: str = "") -> Answer:
    """Ask which policy is meant; the ones talked about before, by their titles, are offered."""
    words = sentences().clarification
    text = words.recent if titles else words.topic
    buttons = tuple(Button(title, f"{title} {asked}") for title in titles[:_MAX_BUTTONS])
    return Answer(Outcome.CLARIFICATION, text, text, buttons=buttons)


def which_aspect(passages: Sequence[Passage]) -> Answer:
    """Ask what about a policy is of interest; its first questions are offered."""
    text = sentences().clarification.aspect.format(title=passages[0].title)
    asked = [passage.questions[0] for passage in passages if passage.questions]
    buttons = tuple(Button(question, question) for question in asked[:_MAX_BUTTONS])
    return Answer(Outcome.CLARIFICATION, text, text, buttons=buttons, topic_id=passages[0].entry_id)


def choose_one(choices: Sequence[str]) -> Answer:
    """Offer the same choices again: the words did not tell which one."""
    text = sentences().clarification.choose
    buttons = tuple(Button(choice, choice) for choice in choices)
    return Answer(Outcome.CLARIFICATION, text, text, buttons=buttons)


def out_of_scope() -> Answer:
    """Return what this is for."""
    text = sentences().out_of_scope.text
    return Answer(Outcome.OUT_OF_SCOPE, text, text)


def failure() -> Answer:
    """Return that the system failed; the question is stored."""
    text = sentences().error.text
    return Answer(Outcome.ERROR, text, text)


def form(text: str) -> Answer:
    """Return a question of a form, as the dialogue put it."""
    return Answer(Outcome.FORM, text, text, confidence=1.0)


def calculated_fee(method: fees.FeeMethod, quantity: int) -> Answer:
    """Return what the rule makes of a quantity; whether anything is charged is the agency's decision."""
    words, unit, amount = sentences().fee, _FEE_UNITS[method], fees.fee(method, quantity)
    conclusion = words.conclusion.format(quantity=quantity, unit=unit, amount=f"{amount:,}")
    citation = Citation(
        entry_id="",
        title=fees.TITLE,
        document_number=fees.DOCUMENT_NUMBER,
        clause=fees.clause(method),
        quote=words.rule[method],
        quote_from=QuoteOrigin.INTERPRETATION,
        status=Status.IN_FORCE,
        effective_from=_FEE_EFFECTIVE_FROM,
        expires_on=None,
        department="",
        url="",
    )
    text = f"{conclusion}\n{words.rule[method]}\n{words.caution}"
    return Answer(Outcome.ANSWERED, text, conclusion, citations=(citation,), confidence=1.0)
