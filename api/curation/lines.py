"""From the rows of the catalogue to the lines that staff see."""

from datetime import date

from api.curation.life import facts_of, life_of
from api.curation.schemas import Line
from api.records.entry import EntryKind, EntryState, Stage
from api.records.tables import CatalogueRow


def line_of(row: CatalogueRow, today: date) -> Line:
    """Return a line as it stands on a day."""
    return Line(
        entry_id=row.entry_id,
        kind=EntryKind(row.kind),
        title=row.title,
        document_number=row.document_number,
        department=row.department,
        region=row.region_code,
        field_name=row.field_name,
        stage=Stage(row.stage),
        state=EntryState(row.state),
        life=life_of(facts_of(row), today),
        revision=row.revision,
        published_revision=row.published_revision,
        effective_from=row.effective_from,
        expires_on=row.expires_on,
        repealed_on=row.repealed_on,
        review_due_on=row.review_due_on,
        assignee=row.assignee,
        due_on=row.due_on,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )
