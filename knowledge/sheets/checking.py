"""The rules of a profile, row by row: every broken one is named with what is wrong and how to mend it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from knowledge.errors import InvalidInput
from knowledge.model.region import RegionTree
from knowledge.sheets.columns import columns, label_of
from knowledge.sheets.faults import Fault
from knowledge.sheets.header import Header
from knowledge.sheets.profiles import Profile
from knowledge.sheets.table import Row
from knowledge.sheets.values import read_day, read_keywords

_DAYS = ("effective_from", "expires_on", "repealed_on")
_MAX_NAME = 500
Check = Callable[[Row, Header, Profile], Iterator[Fault]]


def check_rows(header: Header, rows: Sequence[Row], profile: Profile, regions: RegionTree) -> tuple[Fault, ...]:
    """Return every broken rule, by row."""
    faults = [fault for row in rows for check in _CHECKS for fault in check(row, header, profile)]
    faults += [fault for row in rows for fault in _region(row, header, regions)]
    faults += _repeated(header, rows)
    if len(rows) > profile.max_rows:
        faults += [
            Fault(row.number, "行数", f"一次最多 {profile.max_rows} 行，这是第 {at} 行", "请把表拆开，分几次导入")
            for at, row in enumerate(rows[profile.max_rows :], start=profile.max_rows + 1)
        ]
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _required(row: Row, header: Header, profile: Profile) -> Iterator[Fault]:
    for name in profile.required:
        stands_in = name == "title" and header.value(row, "question")
        if not header.value(row, name) and not stands_in:
            missing = name in header.places
            remedy = f"请填写{columns()[name].note and f'：{columns()[name].note}'}" if missing else "请补上这一列"
            yield Fault(row.number, label_of(name), "没有填写" if missing else "表里没有这一列", remedy)


def _lengths(row: Row, header: Header, profile: Profile) -> Iterator[Fault]:
    title = header.value(row, "title")
    if len(title) > profile.max_title:
        problem = f"有 {len(title)} 个字，超过 {profile.max_title} 个"
        yield Fault(row.number, label_of("title"), problem, "请缩短标题")
    for name in ("department", "category", "document_number"):
        if len(header.value(row, name)) > _MAX_NAME:
            yield Fault(row.number, label_of(name), f"超过 {_MAX_NAME} 个字", "请缩短")


def _keywords(row: Row, header: Header, profile: Profile) -> Iterator[Fault]:
    for word in read_keywords(header.value(row, "keywords"), profile.keyword_separators):
        if len(word) > profile.max_keyword:
            problem = f"“{word[:12]}…”有 {len(word)} 个字，超过 {profile.max_keyword} 个"
            yield Fault(row.number, label_of("keywords"), problem, "请缩短，几个关键字之间用逗号隔开")
        elif word == header.value(row, "title"):
            yield Fault(row.number, label_of("keywords"), "和标题一样", "请换成群众会说的词")


def _category(row: Row, header: Header, profile: Profile) -> Iterator[Fault]:
    path = header.value(row, "category")
    levels = [level.strip() for level in path.replace("／", "/").replace("\\", "/").split("/")]
    if path and (len(levels) < profile.category_levels or not all(levels)):
        problem = f"“{path[:40]}”不是完整的类目路径"
        yield Fault(row.number, label_of("category"), problem, "请从第一级写到末级，用“/”隔开，中间不留空")


def _nature(row: Row, header: Header, profile: Profile) -> Iterator[Fault]:
    nature = header.value(row, "nature")
    if nature and profile.natures and nature not in profile.natures:
        problem = f"没有“{nature[:20]}”这一种"
        yield Fault(row.number, label_of("nature"), problem, f"请从这些里选：{'、'.join(profile.natures)}")


def _days(row: Row, header: Header, _profile: Profile) -> Iterator[Fault]:
    days = {}
    for name in _DAYS:
        try:
            days[name] = read_day(header.value(row, name))
        except InvalidInput as error:
            yield Fault(row.number, label_of(name), error.message, error.remedy)
    start, end = days.get("effective_from"), days.get("expires_on")
    if start and end and end < start:
        problem = f"{end.isoformat()} 早于生效日期 {start.isoformat()}"
        yield Fault(row.number, label_of("expires_on"), problem, "请核对两个日期")


_CHECKS: tuple[Check, ...] = (_required, _lengths, _keywords, _category, _nature, _days)


def _region(row: Row, header: Header, regions: RegionTree) -> Iterator[Fault]:
    said = header.value(row, "region")
    if said and said not in regions and regions.mentioned(said) is None:
        yield Fault(row.number, label_of("region"), f"不认识“{said[:20]}”", "请写区县名称或者六位行政区划代码")


def _repeated(header: Header, rows: Sequence[Row]) -> list[Fault]:
    """A title may stand in several rows where each asks another question; otherwise it has to be unique."""
    asked = [(header.value(row, "title"), header.value(row, "question")) for row in rows]
    first: dict[tuple[str, str], int] = {}
    times = Counter(asked)
    faults = []
    for row, key in zip(rows, asked, strict=True):
        seen = first.setdefault(key, row.number)
        if times[key] > 1 and seen != row.number and any(key):
            name = "question" if key[1] else "title"
            problem = f"和第{seen}行重复"
            faults.append(Fault(row.number, label_of(name), problem, "请改成不同的，或者删去一行"))
    return faults
