import numpy as np
import pytest

from knowledge.embedding.store import InMemoryEmbeddingStore
from knowledge.index.embedded import embedded
from knowledge.index.settings import index_settings
from knowledge.index.texts import passage_text, texts_of, windows_of
from tests.unit.knowledge.index.builders import ENCODER, a_passage

LONGER_THAN = index_settings().windows.longer_than


@pytest.mark.asyncio
async def test_every_text_gets_its_own_vector() -> None:
    one = (
        a_passage("a", questions=("问一", "问二"), negatives=("不是问",)),
        a_passage("a", 1, text="长文" * LONGER_THAN),
    )
    other = (a_passage("b", text="别的规定"),)
    upserts = await embedded(ENCODER, InMemoryEmbeddingStore(), [("a", one), ("b", other)])
    for upsert, passages in zip(upserts, (one, other), strict=True):
        texts = texts_of(passages)
        for field in ("passages", "questions", "negatives", "windows"):
            expected = [ENCODER.encode_passages([text])[0] for text in getattr(texts, field)]
            found = getattr(upsert.vectors, field)
            assert len(found) == len(expected), field
            np.testing.assert_allclose(found, np.reshape(expected, found.shape), atol=1e-3)


class TestWindows:
    @pytest.mark.parametrize("length", [LONGER_THAN + 1, LONGER_THAN + 57, 3 * LONGER_THAN])
    def test_cover_the_whole_text(self, length: int) -> None:
        text = "".join(chr(0x4E00 + n) for n in range(length))
        assert set("".join(windows_of(a_passage(text=text)))) == set(text)

    def test_a_passage_the_model_reads_whole_has_none(self) -> None:
        assert windows_of(a_passage(text="字" * LONGER_THAN)) == ()


def test_a_clause_is_embedded_with_the_path_above_it() -> None:
    passage = a_passage(title="办法", heading=("第一章 总则",), text="为了规范管理。")
    assert passage_text(passage) == "办法 第一章 总则\n为了规范管理。"
