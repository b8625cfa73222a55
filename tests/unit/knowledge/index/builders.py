"""Passages and changes for tests, with hashed vectors."""

from dataclasses import replace

from knowledge.embedding.hashed import HashedEncoder
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.texts import texts_of
from knowledge.model.passage import Passage, PassageKind, Source

ENCODER = HashedEncoder(64)


def a_passage(entry_id: str = "entry", ordinal: int = 0, **changes: object) -> Passage:
    passage = Passage(
        id=f"{entry_id}@1#{ordinal}",
        entry_id=entry_id,
        revision=1,
        kind=PassageKind.CLAUSE,
        title="公共租赁住房管理办法",
        text="申请人应当提交身份证明和收入证明。",
        sources=(Source("公共租赁住房管理办法"),),
        region="411200",
    )
    return replace(passage, **changes)  # type: ignore[arg-type]  # tests name fields of a passage


def publish(*passages: Passage) -> Upsert:
    texts = texts_of(passages)
    vectors = ENCODER.encode_passages(texts.all())
    return Upsert(passages[0].entry_id, passages, PassageVectors.split(vectors, texts))


def entry(entry_id: str, *texts: str, **changes: object) -> Upsert:
    return publish(*(a_passage(entry_id, n, text=text, **changes) for n, text in enumerate(texts)))
