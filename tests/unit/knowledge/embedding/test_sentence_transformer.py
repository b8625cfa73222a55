from pathlib import Path

import pytest

from knowledge.embedding.errors import ModelUnusable
from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({}, id="empty folder"),
        pytest.param({"config.json": "{}"}, id="no model type"),
        pytest.param({"config.json": "{"}, id="damaged"),
    ],
)
def test_an_unusable_model_is_named(tmp_path: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ModelUnusable, match=tmp_path.name):
        SentenceTransformerEncoder(str(tmp_path))


def test_a_folder_that_is_not_there_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="gone"):
        SentenceTransformerEncoder(str(tmp_path / "gone"))
