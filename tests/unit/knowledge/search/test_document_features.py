import numpy as np
import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.evaluation.corpus import EVERYWHERE
from knowledge.index.policy_index import PolicyIndex
from knowledge.search.candidates import Query, feedback, gather
from knowledge.search.features import Feature
from knowledge.search.settings import FeedbackSettings, search_settings
from knowledge.search.wording import QueryWording
from knowledge.wording.reader import default_reader
from tests.unit.knowledge.index.builders import ENCODER, a_passage, entry, publish


def index_of(*upserts: object) -> PolicyIndex:
    index = PolicyIndex()
    index.apply(list(upserts), 1)  # type: ignore[arg-type]
    return index


def gathered(index: PolicyIndex, question: str) -> tuple[list[str], dict[Feature, np.ndarray]]:
    wording = QueryWording.read(default_reader().read(question), index.analyzer, search_settings())
    query = Query.read(question, ENCODER.encode_queries([question])[0], index.analyzer, wording)
    found = gather(index.view, query, EVERYWHERE, search_settings())
    return [index.view.passage(int(row)).text for row in found.rows], dict(found.features)


class TestDocument:
    def test_a_clause_is_credited_with_what_its_neighbours_say(self) -> None:
        index = index_of(
            entry("camp", "露营地应当设置消防器材。", "违者处一千元罚款。", title="露营地管理规定"),
            entry("dogs", "携犬出户应当牵领。", "违者处一千元罚款。", title="养犬管理规定"),
        )
        texts, features = gathered(index, "露营地没有消防器材，违者处多少罚款")
        scores = {(text, n): float(features[Feature.DOCUMENT][n]) for n, text in enumerate(texts)}
        of_camp, of_dogs = (value for (text, _), value in scores.items() if text.startswith("违者"))
        assert of_camp > of_dogs

    def test_articles_whose_title_carries_their_number_are_one_document(self) -> None:
        index = index_of(*(entry(f"a{n}", f"内容{n}。", title=f"示例条例第{n}条") for n in "一二三"))
        _, features = gathered(index, "示例条例的内容")
        assert features[Feature.DOCUMENT_SIZE].tolist() == pytest.approx([np.log1p(3)] * 3)

    def test_the_dead_do_not_count(self) -> None:
        index = index_of(entry("old", "甲乙丙丁。"), entry("new", "戊己庚辛。"))
        index.apply([entry("old", "壬癸子丑。")], 2)
        assert index.view.documents.sizes.sum() == 2


class TestFeedback:
    def test_what_resembles_the_first_find_rises(self) -> None:
        index = index_of(
            publish(a_passage("a", text="老年人乘车免费。")), publish(a_passage("b", text="老人免费乘车。"))
        )
        rows = np.arange(2)
        vector = HashedEncoder(64).encode_queries(["乘车"])[0]
        plain = index.view.dense_best("passages", vector, rows)
        settings = FeedbackSettings(passages=1, weight=1.0)
        moved = feedback(index.view, vector, rows, np.array([1.0, 0.0], np.float32), settings)
        assert moved[0] > plain[0]
        assert moved[1] - plain[1] > 0
