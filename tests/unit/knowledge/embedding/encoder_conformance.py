"""What every encoder keeps; adapters' tests inherit the class and give the ``encoder`` fixture."""

import numpy as np
import pytest

from knowledge.embedding.encoder import Encoder

TEXTS = ["老年人免费乘车", "", "办理营业执照需要哪些材料？" * 40, "A", "老年人免费乘车"]


class EncoderConformance:
    @pytest.mark.parametrize("method", ["encode_queries", "encode_passages"])
    def test_rows_are_normalised_float32(self, encoder: Encoder, method: str) -> None:
        vectors = getattr(encoder, method)(TEXTS)
        assert vectors.shape == (len(TEXTS), encoder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    @pytest.mark.parametrize("method", ["encode_queries", "encode_passages"])
    def test_no_texts_give_no_rows(self, encoder: Encoder, method: str) -> None:
        assert getattr(encoder, method)([]).shape == (0, encoder.dimension)

    def test_rows_keep_the_order_of_the_texts(self, encoder: Encoder) -> None:
        together = encoder.encode_passages(TEXTS)
        alone = np.vstack([encoder.encode_passages([text]) for text in TEXTS])
        assert np.sum(together * alone, axis=1).min() > 0.999

    def test_equal_texts_give_equal_rows(self, encoder: Encoder) -> None:
        vectors = encoder.encode_queries(TEXTS)
        np.testing.assert_array_equal(vectors[0], vectors[-1])

    def test_likeness_follows_meaning(self, encoder: Encoder) -> None:
        query = encoder.encode_queries(["老年人坐公交车免费吗"])[0]
        near, far = encoder.encode_passages(["六十五周岁以上老年人免费乘坐公交车", "企业注销登记的办理流程"])
        assert query @ near > query @ far

    def test_progress_rises_to_the_number_of_texts(self, encoder: Encoder) -> None:
        seen: list[tuple[int, int]] = []
        encoder.encode_passages(TEXTS, lambda done, total: seen.append((done, total)))
        assert seen == sorted(seen)
        assert seen[-1] == (len(TEXTS), len(TEXTS))

    def test_name_tells_family_and_precision(self, encoder: Encoder) -> None:
        family, _, precision = encoder.name.rpartition("/")
        assert family == encoder.family
        assert precision
