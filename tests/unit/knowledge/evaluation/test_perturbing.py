from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evaluation.perturbing import Perturbation, Perturber, mistype, reword, rewrite_numerals
from knowledge.evaluation.robustness import halves
from knowledge.index.analysis import default_analyzer
from knowledge.text.sounds import syllable_table
from knowledge.text.tokens import default_tokenizer
from knowledge.wording.colloquial import ColloquialMap, Pair, read_colloquial

QUESTION = "申请公租房需要什么材料？"


@pytest.fixture(scope="module")
def perturber() -> Perturber:
    known, unseen = halves(read_colloquial(), Random(0))
    return Perturber(default_analyzer(), default_tokenizer(), known, unseen)


@pytest.mark.parametrize("seed", range(20))
def test_one_typing_mistake(seed: int) -> None:
    written = mistype(QUESTION, Random(seed))
    assert written != QUESTION
    assert abs(len(written) - len(QUESTION)) <= 1
    same = sum(one == other for one, other in zip(written, QUESTION, strict=False))
    assert len(written) != len(QUESTION) or same >= len(QUESTION) - 2


@pytest.mark.parametrize("seed", range(10))
def test_homophones_sound_alike(perturber: Perturber, seed: int) -> None:
    written = perturber.perturb(QUESTION, Perturbation.HOMOPHONE, Random(seed))
    assert syllable_table().spellings(written) == syllable_table().spellings(QUESTION)


def test_wording_is_the_map_read_backwards() -> None:
    colloquial = ColloquialMap((Pair("花甲牌", "老年人优待证", "出行"), Pair("咋", "怎么", "方言", "河南")))
    written = reword(colloquial, "老年人优待证怎么办？", Random(3))
    assert "花甲牌" in written
    assert "老年人优待证" not in written
    assert "咋" in written
    assert reword(colloquial, "怎么办？", Random(3)) == "怎么办？"  # dialect alone is no other wording


def test_one_word_in_letters(perturber: Perturber) -> None:
    written = perturber.perturb(QUESTION, Perturbation.PINYIN, Random(1))
    assert any(char.isascii() and char.isalpha() for char in written)


def test_traditional_characters(perturber: Perturber) -> None:
    assert perturber.perturb("养老保险", Perturbation.TRADITIONAL, Random(0)) == "養老保險"


@pytest.mark.parametrize(("text", "written"), [("满60周岁", "满六十周岁"), ("二〇二〇年", "2020年"), ("没有", "没有")])
def test_numerals(text: str, written: str) -> None:
    assert rewrite_numerals(text, Random(0)) == written


def test_halves_share_no_pair() -> None:
    whole = read_colloquial()
    one, other = halves(whole, Random(5))
    assert {*one.pairs, *other.pairs} == {*whole.pairs}
    assert len(one.pairs) + len(other.pairs) == len(whole.pairs)


@cache
def shipped_perturber() -> Perturber:
    """Return one with the shipped words; reading them takes most of a second."""
    colloquial = read_colloquial()
    return Perturber(default_analyzer(), default_tokenizer(), colloquial, colloquial)


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(Perturbation), st.integers())
def test_the_seed_decides(text: str, how: Perturbation, seed: int) -> None:
    perturber = shipped_perturber()
    assert perturber.perturb(text, how, Random(seed)) == perturber.perturb(text, how, Random(seed))
