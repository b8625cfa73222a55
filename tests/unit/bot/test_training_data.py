from collections import Counter

import pytest

from knowledge.model.passage import Aspect, Audience
from tests.unit.bot.training_files import bare, domain, intent_examples, nlu_blocks, paraphrases

CONTRACT = {
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "cancel",
    "bot_challenge",
    "ask_help",
    "ask_policy",
    "ask_aspect",
    "choose_region",
    "transfer_human",
    "apply_disclosure",
    "calculate_fee",
    "report_problem",
    "check_progress",
    "feedback_positive",
    "feedback_negative",
    "emergency",
    "out_of_scope",
}
HELD_OUT = ("paraphrases.jsonl", "paraphrases_cold.jsonl")
LEAST = {"ask_policy": 150, "ask_aspect": 80, "out_of_scope": 120}
REGIONS = {"411200", "411202", "411203", "411221", "411224", "411281", "411282"}
CODES = {"aspect": set(Aspect), "audience": set(Audience), "region": REGIONS}


class TestIntents:
    def test_the_domain_knows_the_contract(self) -> None:
        assert set(domain()["intents"]) >= CONTRACT

    @pytest.mark.parametrize("intent", sorted(CONTRACT))
    def test_has_enough_examples(self, intent: str) -> None:
        assert Counter(name for name, _ in intent_examples())[intent] >= LEAST.get(intent, 25)

    @pytest.mark.parametrize("held_out", HELD_OUT)
    @pytest.mark.parametrize("intent", sorted(CONTRACT))
    def test_has_enough_held_out_examples(self, intent: str, held_out: str) -> None:
        assert Counter(name for name, _ in paraphrases(held_out))[intent] >= 12

    def test_no_text_is_taught_twice(self) -> None:
        counts = Counter(bare(text) for _, text in intent_examples())
        assert [text for text, count in counts.items() if count > 1] == []

    @pytest.mark.parametrize("held_out", HELD_OUT)
    def test_held_out_texts_are_never_taught(self, held_out: str) -> None:
        assert {bare(text) for _, text in paraphrases(held_out)} & {
            bare(text) for _, text in intent_examples()
        } == set()

    def test_the_cold_set_is_large(self) -> None:
        assert len(paraphrases("paraphrases_cold.jsonl")) >= 400


class TestEntities:
    @pytest.mark.parametrize("entity", sorted(CODES))
    def test_every_looked_up_word_has_one_known_code(self, entity: str) -> None:
        words = dict(nlu_blocks("lookup"))[entity]
        codes = {word: code for code, synonyms in nlu_blocks("synonym") for word in synonyms}
        assert {codes[word] for word in words} == CODES[entity]

    def test_no_synonym_has_two_meanings(self) -> None:
        counts = Counter(word for _, words in nlu_blocks("synonym") for word in words)
        assert [word for word, count in counts.items() if count > 1] == []
