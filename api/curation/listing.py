"""The list of entries: filters, text search, pages, and how many there are of what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, column, func, literal_column, or_, select, table, true
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.roles import Role
from api.accounts.service import Account
from api.curation.life import Life, life_column
from api.records.entry import EntryKind
from api.records.tables import CatalogueRow
from api.records.words import query_words
from knowledge.model.validity import Status

_FTS = table("catalogue_words", column("rowid", Integer))  # SQLite's index; see the migration
_TSVECTOR = func.to_tsvector(literal_column("'simple'"), CatalogueRow.words)  # as PostgreSQL's index is written
_FACETS = ("life", "department", "field", "region")


class Sort(StrEnum):
    """What comes first."""

    UPDATED = "updated"
    TITLE = "title"
    DUE = "due"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty value lets everything through."""

    q: str = ""
    kind: EntryKind | None = None
    life: Life | None = None
    department: str = ""
    field: str = ""
    region: str = ""
    validity: Status | None = None
    assignee: str = ""
    due_before: date | None = None
    sort: Sort = Sort.UPDATED
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A page of lines, how many there are in all, and the counts of each facet."""

    rows: list[CatalogueRow]
    total: int
    facets: Mapping[str, Mapping[str, int]]


async def find_entries(session: AsyncSession, wanted: Wanted, account: Account, today: date) -> Found:
    """Return what a person may see of what is looked for."""
    common = and_(true(), *owned_by(account), *_narrowed(wanted, today, await _words(session, wanted.q)))
    groups = await _groups(session, common, today)
    chosen = {
        "life": wanted.life.value if wanted.life else "", "department": wanted.department, "field": wanted.field,
        "region": wanted.region,
    }  # fmt: skip
    total = sum(count for values, count in groups if _fits(values, chosen))
    facets = {name: _facet(groups, chosen, at) for at, name in enumerate(_FACETS)}
    query = _ordered(select(CatalogueRow).where(common, *_chosen(wanted, today)), wanted)
    rows = await session.scalars(query.limit(wanted.size).offset((wanted.page - 1) * wanted.size))
    return Found(list(rows), total, facets)


def owned_by(account: Account) -> list[ColumnElement[bool]]:
    """Return the conditions under which a line is a person's own; ``Account.owns`` as a query."""
    if account.role is not Role.CURATOR:
        return []
    own: list[ColumnElement[bool]] = [CatalogueRow.department.in_(account.departments)]
    return [*own, CatalogueRow.region_code.in_(account.regions)] if account.regions else own


async def _words(session: AsyncSession, q: str) -> list[ColumnElement[bool]]:
    """Return the condition that an entry has every word of ``q``; the last ones may be cut short."""
    if not q.strip():
        return []
    words = query_words(q)
    if not words:
        return [CatalogueRow.number < 0]  # a search for signs alone finds nothing
    if session.get_bind().dialect.name == "postgresql":
        terms = " & ".join(f"'{word}':*" for word in words)
        return [_TSVECTOR.op("@@")(func.to_tsquery(literal_column("'simple'"), terms))]
    terms = " ".join(f'"{word}"*' for word in words)
    found = select(_FTS.c.rowid).where(literal_column("catalogue_words").op("MATCH")(terms))
    return [CatalogueRow.number.in_(found)]


def _narrowed(wanted: Wanted, today: date, words: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    row = CatalogueRow
    conditions = [*words]
    if wanted.kind is not None:
        conditions.append(row.kind == wanted.kind)
    if wanted.assignee:
        conditions.append(row.assignee == wanted.assignee)
    if wanted.due_before is not None:
        conditions.append(or_(row.review_due_on < wanted.due_before, row.due_on < wanted.due_before))
    if wanted.validity is not None:
        conditions.append(_valid(wanted.validity, today))
    return conditions


def _valid(status: Status, today: date) -> ColumnElement[bool]:
    """Return ``Validity.status`` as a condition."""
    row = CatalogueRow
    repealed = func.coalesce(row.repealed_on <= today, False)
    expired = func.coalesce(row.expires_on < today, False)
    ahead = func.coalesce(row.effective_from > today, False)
    return {
        Status.REPEALED: and_(repealed),
        Status.EXPIRED: and_(~repealed, expired),
        Status.NOT_YET: and_(~repealed, ~expired, ahead),
        Status.IN_FORCE: and_(~repealed, ~expired, ~ahead),
    }[status]


async def _groups(session: AsyncSession, common: ColumnElement[bool], today: date) -> list[tuple[tuple[str, ...], int]]:
    """Count once by all facets together; every number of the page follows from that."""
    columns = (
        life_column(today).label("life"), CatalogueRow.department, CatalogueRow.field_name, CatalogueRow.region_code,
    )  # fmt: skip
    rows = await session.execute(
        select(*columns, func.count()).where(common).group_by(literal_column("1"), *columns[1:])
    )
    return [(tuple(row[:-1]), row[-1]) for row in rows]


def _fits(values: tuple[str, ...], chosen: Mapping[str, str], but: int = -1) -> bool:
    return all(
        at == but or not chosen[name] or chosen[name] == values[at] for at, name in enumerate(_FACETS)
    )  # fmt: skip


def _facet(groups: list[tuple[tuple[str, ...], int]], chosen: Mapping[str, str], at: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for values, count in groups:
        if values[at] and _fits(values, chosen, but=at):
            counts[values[at]] += count
    return dict(counts.most_common())


def _chosen(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.life is not None:
        conditions.append(life_column(today) == wanted.life.value)
    for facet, value in (
        (CatalogueRow.department, wanted.department),
        (CatalogueRow.field_name, wanted.field),
        (CatalogueRow.region_code, wanted.region),
    ):
        if value:
            conditions.append(facet == value)
    return conditions


def _ordered(query: Select[CatalogueRow], wanted: Wanted) -> Select[CatalogueRow]:
    row = CatalogueRow
    firsts: dict[Sort, ColumnElement[Any]] = {
        Sort.UPDATED: row.updated_at.desc(),
        Sort.TITLE: row.title.asc(),
        Sort.DUE: func.coalesce(row.due_on, row.review_due_on).asc().nulls_last(),
        Sort.EXPIRES: row.expires_on.asc().nulls_last(),
    }
    return query.order_by(firsts[wanted.sort], row.number.desc())
