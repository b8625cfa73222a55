from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, models, pre_tokenizers

from knowledge.embedding.offline import agreement
from knowledge.embedding.offline.build import SPECIAL_TOKENS, build
from knowledge.embedding.offline.errors import SourceRejected
from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder
from tests.unit.knowledge.embedding.offline.synthetic_file import TINY, packed_file, plain, tiny_network

SIZE = replace(TINY, positions=512)
WORDS = [*dict.fromkeys(SPECIAL_TOKENS.values()), "老人", "公交"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder built from a network of random weights and a vocabulary of seven words."""
    work, random = tmp_path_factory.mktemp("build"), np.random.default_rng(0)
    tensors = {name: count for name, (_, count, _) in tiny_network().items()} | {"emb.pos": 512 * SIZE.hidden}
    network = {name: plain(random.normal(size=count).astype(np.float32)) for name, count in tensors.items()}
    (work / "packed").write_bytes(packed_file(network, size=SIZE))
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(work / "tokenizer.json"))
    build(work / "packed", work / "tokenizer.json", work / "parts", work / "model")
    return work / "model"


def test_weights_are_kept_as_bfloat16(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    assert {tensor.dtype for tensor in tensors.values()} == {torch.bfloat16}
    assert tensors["embeddings.word_embeddings.weight"].shape == (SIZE.vocabulary, SIZE.hidden)


def test_every_user_may_read_it(folder: Path) -> None:
    assert all(file.stat().st_mode & 0o004 for file in folder.rglob("*") if file.is_file())


def test_it_serves_as_an_encoder(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder))
    vectors = encoder.encode_passages(["老人 公交", "公交", "老人 公交"])
    assert vectors.shape == (3, SIZE.hidden)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert encoder.encode_queries([]).shape == (0, SIZE.hidden)


def test_without_manifest_it_is_named_by_its_content(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder))
    assert encoder.family.startswith("model@")
    assert encoder.family == SentenceTransformerEncoder(str(folder)).family


@pytest.mark.parametrize(("turned", "agrees"), [(1, True), (-1, False)], ids=["the same vectors", "other vectors"])
def test_agreement_with_the_engine(folder: Path, monkeypatch: pytest.MonkeyPatch, *, turned: int, agrees: bool) -> None:
    encoder = SentenceTransformerEncoder(str(folder))
    engine = SimpleNamespace(query=lambda texts: turned * encoder.encode_queries(texts))
    monkeypatch.setattr(agreement, "import_module", lambda _: engine)
    if agrees:
        assert agreement.check(folder) == pytest.approx(1)
    else:
        with pytest.raises(SourceRejected, match="differs"):
            agreement.check(folder)
