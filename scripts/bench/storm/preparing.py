"""What has to be there before the storm: the entries, and the vectors of every version of them."""

from collections.abc import Iterator

from api.db.engine import Database
from api.db.migrate import migrate
from api.records.embeddings import SqlEmbeddingStore
from api.setup.regions import seed_regions
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.passages import embed_passages
from knowledge.evaluation.progress import progress
from knowledge.index.texts import texts_of
from knowledge.model.document import PolicyDocument
from knowledge.passages.documents import document_passages
from knowledge.passages.interpretations import interpretation_passages
from knowledge.regions.loader import load_regions
from scripts.bench.storm.contents import Library
from scripts.bench.storm.publisher import fill


async def prepare(database: Database, library: Library, encoder: Encoder) -> None:
    """Make the schema, embed what will be published, publish every entry once."""
    await migrate(database)
    await seed_regions(database, load_regions())
    with progress("嵌入") as report:
        await embed_passages(encoder, SqlEmbeddingStore(database), list(_texts(library)), report)
    await fill(database, library)


def _texts(library: Library) -> Iterator[str]:
    for entry_id, content in library.versions():
        if isinstance(content, PolicyDocument):
            passages = document_passages(entry_id, 1, content)
        else:
            passages = interpretation_passages(entry_id, 1, content, {})
        yield from texts_of(passages).all()
