"""What the storm publishes: short made-up policies, each in a few versions, and what explains them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from api.records.codec import Content
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.interpretation import Interpretation, QuestionAnswer
from knowledge.model.passage import Aspect, Source

VERSIONS = 3
_REGION = "411200"
_EXPLAINED, _REPLACED = 3, 10  # every so many policies there is one that is explained, or that another one replaces


@dataclass(frozen=True)
class Library:
    """So many entries: policies, and an interpretation of every third policy."""

    entries: int
    seed: int = 0

    @cached_property
    def policies(self) -> int:
        """How many of the entries are policy documents."""
        return self.entries * _EXPLAINED // (_EXPLAINED + 1)

    @cached_property
    def ids(self) -> list[str]:
        """Every entry, policies first."""
        explained = range(0, self.policies, _EXPLAINED)
        return [f"policy-{n}" for n in range(self.policies)] + [f"guide-{n}" for n in explained]

    def successor(self, entry_id: str) -> str | None:
        """Return what may replace an entry; most are never replaced."""
        kind, number = self._parse(entry_id)
        replaceable = kind == "policy" and number % _REPLACED == 0 and number + 1 < self.policies
        return f"policy-{number + 1}" if replaceable else None

    def content(self, entry_id: str, version: int) -> Content:
        """Return what one of the versions of an entry says."""
        kind, number = self._parse(entry_id)
        chosen = Random(f"{self.seed}-{number}")
        place, thing, days = chosen.choice(_PLACES), chosen.choice(_THINGS), chosen.randint(2, 60)
        title = f"测试市{place}{thing}办法（第{number}号）"
        amount = f"{thing}每人每月{100 + number + 7 * version}元，按月发放到本人账户。"
        first = Clause("第一条", f"{place}居民申请{thing}，应当在{days}个工作日前提出。", ("第一条",))
        if kind == "policy":
            return PolicyDocument(
                title, _REGION, f"测政〔2026〕{number + 1}号", clauses=(first, Clause("第二条", amount, ("第二条",)))
            )
        return Interpretation(
            f"{title}问答", "测试", _REGION, "测试局", (title,),
            (QuestionAnswer(f"{place}{thing}第{number}号每月发多少？", Aspect.AMOUNT, amount, "", (Source(title, clause="第二条"),)),),
        )  # fmt: skip

    def versions(self) -> Iterator[tuple[str, Content]]:
        """Yield every entry in every version."""
        for version in range(VERSIONS):
            for entry_id in self.ids:
                yield entry_id, self.content(entry_id, version)

    def _parse(self, entry_id: str) -> tuple[str, int]:
        kind, _, number = entry_id.partition("-")
        return kind, int(number)


_PLACES = ("城东区", "湖滨街道", "北关镇", "河西乡", "开发区", "高铁新区", "老城街道", "南山镇")
_THINGS = ("取暖补贴", "助餐补贴", "租房补助", "护理补贴", "就业补助", "助学金", "交通补贴", "养老补助", "创业扶持资金")
