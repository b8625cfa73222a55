"""Choosing the encoder that the settings name."""

from api.settings import OFFLINE_MODEL, Settings
from knowledge.embedding.encoder import Encoder
from knowledge.errors import Unavailable


def load_encoder(settings: Settings) -> Encoder:
    """Load the embedding model.

    Raises:
        Unavailable: the offline model was not made yet.
    """
    # The import takes seconds and half a gigabyte, which commands without a model are spared.
    from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder  # noqa: PLC0415

    if settings.embedding_model != OFFLINE_MODEL:
        return SentenceTransformerEncoder(settings.embedding_model)
    if not settings.model_dir.is_dir():
        raise Unavailable(f"没有离线向量模型 {settings.model_dir}", remedy="请运行 make run 或 yihaoda setup")
    return SentenceTransformerEncoder(str(settings.model_dir))
