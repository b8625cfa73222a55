"""Policy documents made up for measuring an import: of usual length, and no two sentences alike."""

from collections.abc import Iterator
from itertools import count
from random import Random

from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.region import NATION

_SUBJECTS = (
    "各级人民政府",
    "市人民政府有关部门",
    "街道办事处",
    "行业主管单位",
    "申请人",
    "用人单位",
    "经办机构",
    "社区居民委员会",
)
_VERBS = ("应当建立", "负责组织", "依法办理", "定期公布", "及时更新", "会同有关单位制定", "按照职责落实", "逐步完善")
_OBJECTS = (
    "便民服务清单",
    "信息公开目录",
    "申请材料目录",
    "资金使用情况",
    "工作台账",
    "年度计划",
    "投诉处理机制",
    "培训方案",
)
_CLOSINGS = ("并向社会公布", "并接受社会监督", "所需经费列入本级预算", "具体办法另行制定", "不得收取任何费用")
_CLAUSES, _SENTENCES = (12, 40), (2, 4)
_DIGITS = "〇一二三四五六七八九"


def documents(seed: int) -> Iterator[PolicyDocument]:
    """Yield documents without end; the same ones for the same seed."""
    chosen = Random(seed)
    for number in count(1):
        labels = [f"第{_numeral(n)}条" for n in range(1, chosen.randint(*_CLAUSES))]
        clauses = tuple(Clause(label, _clause(chosen), (label,)) for label in labels)
        yield PolicyDocument(f"测试市便民服务管理办法（测量用第{number}号）", NATION, clauses=clauses)


def drafts(seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield the same documents as files: name and content in UTF-8."""
    for number, document in enumerate(documents(seed), start=1):
        clauses = "\n".join(f"{clause.label}　{clause.text}" for clause in document.clauses)
        yield f"draft-{number}.txt", f"{document.title}\n\n{clauses}\n".encode()


def _clause(chosen: Random) -> str:
    return "".join(_sentence(chosen) for _ in range(chosen.randint(*_SENTENCES)))


def _sentence(chosen: Random) -> str:
    first, second = chosen.sample(_OBJECTS, 2)
    days, share = chosen.randint(2, 90), chosen.randint(1000, 9999)
    return (
        f"{chosen.choice(_SUBJECTS)}{chosen.choice(_VERBS)}{first}和{second}，自受理之日起{days}个工作日内办结，"
        f"编号为{share}的事项除外，{chosen.choice(_CLOSINGS)}。"
    )


def _numeral(number: int) -> str:
    """Return 1 to 99 as articles are numbered."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
