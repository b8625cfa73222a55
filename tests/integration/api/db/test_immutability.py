import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.audit.trail import AuditTrail
from api.conversations.repository import ConversationRepository
from api.curation.tables import EntryEventRow
from api.db.engine import Database
from api.db.schema import IMMUTABLE_TABLES
from api.dictionary.repository import DictionaryRepository
from api.records.repository import RecordRepository
from tests.contents import DOCUMENT, INTERPRETATION, clock

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

COLUMNS = {
    "revisions": "title",
    "clauses": "text",
    "question_answers": "conclusion",
    "interpreted_documents": "title",
    "answer_records": "outcome",
    "audit_log": "actor",
    "entry_events": "text",
    "dictionary_versions": "author",
}


async def _fill(database: Database) -> None:
    async with database.write() as session:
        records = RecordRepository(session, clock)
        await records.add_revision("d", DOCUMENT, author="甲", reason="")
        await records.add_revision("i", INTERPRETATION, author="甲", reason="")
        conversations = ConversationRepository(session, clock)
        await conversations.add_turn("t", await conversations.start("c", "web", ""), "问题")
        await conversations.save_answer("t", "answered", {}, {})
        await DictionaryRepository(session, clock).append([], author="甲", reason="")
        await AuditTrail(session, clock).record("甲", "entry.published", "d")
        session.add(EntryEventRow(entry_id="d", revision=1, kind="comment", author="甲", at=clock(), text="好"))


@pytest.mark.parametrize("table", IMMUTABLE_TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = 'x'", "DELETE FROM {table}"], ids=str.split)
async def test_a_stored_row_cannot_be_changed(database: Database, table: str, statement: str) -> None:
    await _fill(database)
    with pytest.raises(DBAPIError, match=f"{table} is immutable"):
        async with database.write() as session:
            await session.execute(text(statement.format(table=table, column=COLUMNS[table])))
