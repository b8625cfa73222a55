"""Fixed replies, and the reviewed texts behind them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny_knowledge import BORROWING

from knowledge.answering import replies, sentences
from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome, outcome_texts
from knowledge.answering.steps import emergency
from knowledge.fees.information_processing import FeeMethod
from knowledge.model.passage import Aspect, Audience
from knowledge.model.region import Region

FOLDER = Path(sentences.__file__).parent
HOTLINES = {"12345", "110", "119", "120", "122", "12356", "12348", "12338", "12355"}
PLACEHOLDERS = {
    "foreign.read": {"reading"},
    "answered.basis": {"sources"},
    "answered.consult": {"department"},
    "answered.units": {"units"},
    "answered.not_in_force": {"title", "reason"},
    "answered.successor": {"successor"},
    "answered.repealed": {"day"},
    "answered.expired": {"day"},
    "answered.not_yet": {"title", "day"},
    "applicability.as_of": {"day"},
    "applicability.since": {"reason"},
    "applicability.not_then": {"title", "start", "day"},
    "applicability.over_then": {"title", "end", "day"},
    "applicability.will_hold": {"successor", "start"},
    "applicability.expiring": {"day"},
    "applicability.ending": {"day"},
    "applicability.replaced": {"title", "reason", "successor"},
    "applicability.until_then": {"title", "start"},
    "applicability.elsewhere": {"home", "area", "place"},
    "applicability.elsewhere_unknown": {"home", "place"},
    "applicability.differing": {"regions"},
    "applicability.other_audience": {"title", "theirs", "ours", "department", "code"},
    "applicability.status.expiring": {"day"},
    "applicability.status.ending": {"day"},
    "applicability.status.not_yet": {"day"},
    "applicability.status.held_then": {"day"},
    "applicability.status.will_hold": {"day"},
    "region.chosen": {"region"},
    "clarification.aspect": {"title"},
    "several.part": {"number", "question", "text"},
    "fee.conclusion": {"quantity", "unit", "amount"},
    "no_answer.aspect": {"department", "code"},
    "no_answer.document": {"document", "code"},
}


def texts(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a YAML document with its dotted path."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from texts(child, f"{path}.{name}".strip("."))
    elif isinstance(node, str):
        yield path, node


SENTENCES = list(texts(yaml.safe_load((FOLDER / "sentences.yml").read_text("utf-8"))))
GUARDS = yaml.safe_load((FOLDER / "guards.yml").read_text("utf-8"))["guards"]
EMERGENCIES = yaml.safe_load((FOLDER / "emergencies.yml").read_text("utf-8"))


@pytest.mark.parametrize(("path", "text"), SENTENCES, ids=[path for path, _ in SENTENCES])
def test_a_sentence_has_words_and_only_placeholders_that_are_filled(path: str, text: str) -> None:
    assert text.strip()
    assert set(re.findall(r"{(\w+)}", text)) <= PLACEHOLDERS.get(path, {"code"})


@pytest.mark.parametrize(("path", "needed"), PLACEHOLDERS.items(), ids=list(PLACEHOLDERS))
def test_a_sentence_says_what_it_is_there_for(path: str, needed: set[str]) -> None:
    assert set(re.findall(r"{(\w+)}", dict(SENTENCES)[path])) >= needed - {"code"}


@pytest.mark.parametrize("name", ["sentences.yml", "emergencies.yml"])
def test_no_telephone_number_but_the_public_lines(name: str) -> None:
    words = re.sub(r"\{[^}]*\}", "", (FOLDER / name).read_text("utf-8"))
    fee = dict(SENTENCES)
    known = HOTLINES | set(
        re.findall(r"\d+", fee["fee.rule.item"] + fee["fee.rule.page"] + fee["handoff.transfer_human"])
    )
    counted = set(re.findall(r"\d+", "24 0 2 4 6 8"))  # hours, and the bounds of the patterns
    assert set(re.findall(r"\d+", words)) <= known | counted
    assert not set(re.findall(r"\d{3,}", words)) - HOTLINES - {"100", "101", "200", "201"}


def test_every_outcome_is_described() -> None:
    assert set(outcome_texts()) == set(Outcome)
    assert all(text.label and text.description for text in outcome_texts().values())


def test_every_aspect_but_the_overview_has_its_words() -> None:
    words = yaml.safe_load((FOLDER / "aspects.yml").read_text("utf-8"))["aspects"]
    assert {Aspect(name) for name in words} == set(Aspect) - {Aspect.OVERVIEW}
    assert all(words.values())


@pytest.mark.parametrize("rule", EMERGENCIES["emergencies"], ids=lambda rule: rule["name"])
def test_an_emergency_names_a_number_in_both_texts(rule: dict[str, Any]) -> None:
    numbers = set(re.findall(r"\d+", str(rule["text"])))
    assert numbers
    assert numbers <= HOTLINES
    assert re.search("一一零|一一九|一二零|一二二|一二三五六", str(rule["spoken"]))
    assert all(re.compile(pattern) for key in ("always", "any", "unless") for pattern in rule.get(key, ()))


@pytest.mark.parametrize("rule", GUARDS, ids=lambda rule: rule["name"])
def test_a_guard_points_to_nothing_but_public_lines(rule: dict[str, Any]) -> None:
    assert set(re.findall(r"\d+", rule["text"])) <= HOTLINES
    assert "请" in rule["text"]
    assert not re.search(r"\d", rule["spoken"])


REPLIES: list[tuple[Answer, Outcome]] = [
    (replies.smalltalk("greet"), Outcome.SMALLTALK),
    (replies.smalltalk("an intent nobody knows"), Outcome.SMALLTALK),
    (replies.handoff("transfer_human"), Outcome.HANDOFF),
    (replies.handoff("an intent nobody knows"), Outcome.HANDOFF),
    (replies.feedback(helpful=True), Outcome.FEEDBACK),
    (replies.feedback(helpful=False), Outcome.FEEDBACK),
    (replies.region_chosen(Region("411202", "湖滨区", "411200")), Outcome.SMALLTALK),
    (replies.which_region("在哪里？", [Region("411202", "湖滨区", "411200")]), Outcome.CLARIFICATION),
    (replies.no_answer(), Outcome.NO_ANSWER),
    (replies.aspect_unknown("图书馆"), Outcome.NO_ANSWER),
    (replies.aspect_unknown(""), Outcome.NO_ANSWER),
    (replies.which_topic(), Outcome.CLARIFICATION),
    (replies.elsewhere("洛阳市", "三门峡市"), Outcome.NO_ANSWER),
    (replies.other_audience(BORROWING, Audience.COMPANY), Outcome.NO_ANSWER),
    (replies.out_of_scope(), Outcome.OUT_OF_SCOPE),
    (replies.failure(), Outcome.ERROR),
    (replies.form("几件？"), Outcome.FORM),
    (emergency.general_emergency(), Outcome.EMERGENCY),
]


@pytest.mark.parametrize(("answer", "outcome"), REPLIES)
def test_a_fixed_reply_cites_nothing_and_leaves_only_the_code_open(answer: Answer, outcome: Outcome) -> None:
    assert answer.outcome is outcome
    assert answer.citations == ()
    assert answer.text
    assert answer.spoken
    assert set(re.findall(r"{(\w*)}", answer.text + answer.spoken)) <= {"code"}


@pytest.mark.parametrize(
    ("method", "quantity", "conclusion", "clause"),
    [
        (FeeMethod.ITEM, 10, "10件对应的信息处理费是0元", "第四条"),
        (FeeMethod.ITEM, 35, "35件对应的信息处理费是3,000元", "第四条"),
        (FeeMethod.PAGE, 30, "30页对应的信息处理费是0元", "第五条"),
        (FeeMethod.PAGE, 250, "250页对应的信息处理费是4,700元", "第五条"),
    ],
)
def test_a_calculated_fee_names_amount_rule_article_and_who_decides(
    method: FeeMethod, quantity: int, conclusion: str, clause: str
) -> None:
    answer = replies.calculated_fee(method, quantity)
    assert conclusion in answer.text
    assert answer.text.endswith(sentences.sentences().fee.caution)
    (citation,) = answer.citations
    assert (citation.document_number, citation.clause) == ("国办函〔2020〕109号", clause)
    assert citation.quote in answer.text
