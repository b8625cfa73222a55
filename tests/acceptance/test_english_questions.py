"""Questions in English get the answer that the same question gets in Chinese, or none."""

import yaml

from tests.acceptance.service import Service
from tests.conftest import ROOT

QUESTIONS = yaml.safe_load((ROOT / "tests" / "data" / "foreign" / "english.yml").read_text("utf-8"))


def test_english_finds_the_chinese_answer(service: Service) -> None:
    rows = QUESTIONS["held_out"]
    answered = right = 0
    for row in rows:
        reply = service.ask(row["ask"])
        if reply["outcome"] != "answered":
            continue
        answered += 1
        preface, _, words = reply["reply"]["text"].partition("\n\n")
        assert preface.startswith("Your question was read as")
        right += any(words == service.ask(question)["reply"]["text"] for question in row["right"])
    assert right >= 0.7 * len(rows)
    assert right >= 0.9 * answered


def test_what_no_hotline_answers_is_not_answered(service: Service) -> None:
    outcomes = {service.ask(question)["outcome"] for question in QUESTIONS["out_of_scope"]}
    assert outcomes == {"out_of_scope"}


def test_an_answer_in_chinese_is_cited_as_ever(service: Service) -> None:
    reply = service.ask("What documents do I need for a residence permit?")
    assert reply["outcome"] == "answered"
    assert reply["citations"][0]["status"] == "in_force"
    assert "居住证" in reply["reply"]["text"]
