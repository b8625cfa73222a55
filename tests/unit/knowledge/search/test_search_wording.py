"""Questions as citizens word them, through the whole search, with vectors that know nothing of meaning."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.policy_index import PolicyIndex
from knowledge.model.hit import SearchResult
from knowledge.model.scope import Scope
from knowledge.search.features import Feature
from knowledge.search.fusion import contributions
from knowledge.search.hybrid import HybridSearch
from knowledge.search.ranker import load_ranker
from knowledge.search.settings import search_settings
from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.reader import build_reader
from tests.unit.knowledge.index.builders import ENCODER, entry

ANY = Scope(on=date(2026, 1, 1))

TOPICS = {
    "card": ("老年人优待", "年满六十周岁的，可以申领老年人优待证，凭证免费乘坐公共汽车。"),
    "deed": ("不动产登记", "不动产权证书遗失的，由登记机构刊登公告后补发。"),
    "old": ("高龄津贴", "高龄津贴按月发放，每人每月不低于五十元。"),
    "pension": ("养老保险", "养老保险的缴费年限可以累计计算。"),
    "job": ("失业保险", "失业保险金自办理登记之日起计算，每月3500元封顶。"),
    "rent": ("公共租赁住房", "申请公共租赁住房的家庭，应当提交收入证明。"),
    "shop": ("营业执照", "营业执照遗失的，应当在公示系统上声明作废。"),
}


@pytest.fixture(scope="module")
def index() -> PolicyIndex:
    index = PolicyIndex()
    changes = [entry(name, text, title=title) for name, (title, text) in TOPICS.items()]
    index.apply(changes, 1)
    return index


def ask(index: PolicyIndex, text: str) -> SearchResult:
    by_words = {Feature.BM25_WORDS: 0.25, Feature.BM25_BIGRAMS: 1.0}  # hashed vectors have no meaning to trust
    ranker = load_ranker().model_copy(update={"words": by_words, "meaning": by_words})
    return HybridSearch(index, ENCODER, ranker=ranker).search(text, ANY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("老年卡咋弄", "card"),
        ("俺家房本弄丢了", "deed"),
        ("高零今天", "old"),
        ("杨劳抱歉", "pension"),
        ("shiye baoxian zenme ling", "job"),
        ("shiyebaoxian", "job"),
        ("營業執照", "shop"),
        ("营业照", "shop"),
        ("三千五的失业金", "job"),
        ("蒸租凭住仿", "rent"),  # no term is near enough; the sound of what is there still leads to it
    ],
)
def test_found_all_the_same(index: PolicyIndex, text: str, found: str) -> None:
    assert ask(index, text).hits[0].passage.entry_id == found


def test_the_result_says_what_was_read(index: PolicyIndex) -> None:
    assert ask(index, "高零今天啥时候发").read == ("sound:高零今天→高龄津贴", "colloquial:啥时候→什么时间")


def test_every_feature_is_shown(index: PolicyIndex) -> None:
    features = ask(index, "高零今天").hits[0].features
    assert features[Feature.PINYIN] > 0
    assert {Feature.GARBLED, f"{Feature.PINYIN}.contribution"} <= features.keys()


def test_a_question_in_order_is_not_garbled(index: PolicyIndex) -> None:
    features = ask(index, "高龄津贴按月发放").hits[0].features
    assert features[Feature.GARBLED] == 0
    assert features[f"{Feature.PINYIN}.contribution"] == 0


def test_a_garbled_one_is(index: PolicyIndex) -> None:
    assert ask(index, "蒸租凭住仿").hits[0].features[Feature.GARBLED] > 0


def test_sound_takes_over_by_degrees() -> None:
    flat = np.zeros(2, np.float32)
    features = dict.fromkeys(Feature, flat) | {
        Feature.PINYIN: np.array([2, 1], np.float32),
        Feature.BM25_BIGRAMS: np.array([1, 2], np.float32),
    }
    settings = search_settings()
    none, full = (
        contributions(features | {Feature.GARBLED: flat + degree}, settings, load_ranker())
        for degree in (np.float32(0), np.float32(1))
    )
    assert not none[Feature.PINYIN].any()
    assert full[Feature.PINYIN] == pytest.approx([settings.garbled.pinyin, -settings.garbled.pinyin])
    kept = 1 - settings.garbled.bigrams_off
    assert full[Feature.BM25_BIGRAMS] == pytest.approx(none[Feature.BM25_BIGRAMS] * kept)


def test_the_map_is_named_and_changes_no_index(index: PolicyIndex, tmp_path: Path) -> None:
    file = tmp_path / "map.yml"
    file.write_text("出行:\n- {official: 老年人优待证, spoken: [花甲牌]}\n", "utf-8")
    usual = HybridSearch(index, ENCODER)
    other = HybridSearch(index, ENCODER, reader=build_reader(read_colloquial(file)))
    assert usual.wording != other.wording
    assert other.search("花甲牌", ANY).hits[0].passage.entry_id == "card"
    assert not usual.search("花甲牌", ANY).read
    assert "wording" not in index.analyzer.name


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40))
def test_any_text_can_be_asked(text: str) -> None:
    index = PolicyIndex()
    index.apply([entry("a", "高龄津贴按月发放。")], 1)
    first, second = (HybridSearch(index, ENCODER).search(text, ANY) for _ in range(2))
    assert [hit.score for hit in first.hits] == [hit.score for hit in second.hits]
