"""What the fields of a form may hold."""

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.records.tables import CatalogueRow, DepartmentRow
from knowledge.model.passage import Aspect
from knowledge.model.region import RegionTree
from knowledge.passages.interpretations import ELEMENT_NAMES

_ASPECTS = {
    Aspect.OVERVIEW: "概况", Aspect.CONDITIONS: "条件", Aspect.MATERIALS: "材料", Aspect.PROCESS: "流程",
    Aspect.TIME_LIMIT: "时限", Aspect.FEE: "费用", Aspect.PLACE: "地点", Aspect.CONTACT: "联系方式",
    Aspect.LEGAL_BASIS: "依据", Aspect.AMOUNT: "标准",
}  # fmt: skip
_WORKING = (Role.CURATOR, Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR)


class RegionOption(BaseModel):
    """A region."""

    code: str
    name: str


class NamedOption(BaseModel):
    """A name in the content and what people call it."""

    name: str
    label: str


class PersonOption(BaseModel):
    """Somebody whom work can be assigned to."""

    username: str
    display_name: str
    role: Role


class Options(BaseModel):
    """Everything a form can choose from."""

    departments: list[str]
    regions: list[RegionOption]
    fields: list[str]
    elements: list[NamedOption]
    aspects: list[NamedOption]
    people: list[PersonOption]


async def read_options(session: AsyncSession, regions: RegionTree) -> Options:
    """Return what there is now."""
    departments = set(await session.scalars(select(DepartmentRow.name)))
    departments |= set(await session.scalars(select(CatalogueRow.department).distinct()))
    people = await session.scalars(
        select(AccountRow)
        .where(AccountRow.disabled.is_(False), AccountRow.role.in_(_WORKING))
        .order_by(AccountRow.username)
    )
    fields = await session.scalars(select(CatalogueRow.field_name).distinct().order_by(CatalogueRow.field_name))
    return Options(
        departments=sorted(departments - {""}),
        regions=[RegionOption(code=region.code, name=region.name) for region in regions.all()],
        fields=[name for name in fields if name],
        elements=[NamedOption(name=name, label=label) for name, label in ELEMENT_NAMES.items()],
        aspects=[NamedOption(name=aspect.value, label=_ASPECTS[aspect]) for aspect in Aspect],
        people=[
            PersonOption(username=row.username, display_name=row.display_name, role=Role(row.role)) for row in people
        ],
    )
