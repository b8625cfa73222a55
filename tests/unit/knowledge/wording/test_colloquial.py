from pathlib import Path

import pytest

from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.errors import UnreadableDictionary


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "map.yml"


class TestTheShippedMap:
    def test_is_large_and_spans_the_fields(self) -> None:
        shipped = read_colloquial()
        assert len(shipped.pairs) >= 250
        assert len({pair.field_name for pair in shipped.pairs}) >= 20

    @pytest.mark.parametrize(
        ("spoken", "official"),
        [
            ("老年卡", "老年人优待证"),
            ("低保", "最低生活保障"),
            ("五险一金", "社会保险"),
            ("五险一金", "住房公积金"),
            ("房本", "不动产权证书"),
            ("五保户", "特困人员"),
            ("咋弄", "怎么办理"),
            ("4050", "就业困难人员"),
        ],
    )
    def test_knows(self, spoken: str, official: str) -> None:
        assert official in read_colloquial().officials[spoken]


def test_a_phrase_may_mean_several_things(file: Path) -> None:
    file.write_text("甲:\n- {official: 社会保险, spoken: [双险]}\n- {official: 住房公积金, spoken: [双险]}\n", "utf-8")
    assert read_colloquial(file).officials == {"双险": ("社会保险", "住房公积金")}


def test_the_digest_follows_the_pairs(file: Path) -> None:
    file.write_text("甲:\n- {official: 社会保险, spoken: [双险]}\n", "utf-8")
    before = read_colloquial(file).digest
    file.write_text("# 换了注释\n乙:\n- official: 社会保险\n  spoken: [双险]\n", "utf-8")
    assert read_colloquial(file).digest == before
    file.write_text("甲:\n- {official: 社会保险, spoken: [三险]}\n", "utf-8")
    assert read_colloquial(file).digest != before


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("- 不分领域", 1),
        ("", 1),
        ("甲: 一句话", 1),
        ("甲:\n- {official: 社会保险, spoken: [社保]}\n- {official: 社会保险}", 3),  # no phrase at all
        ("甲:\n- {official: 社会保险, spoken: []}", 2),
        ("甲:\n- {official: 社会保险, spoken: ['']}", 2),
        ("甲:\n- {official: 社会保险, spoken: [社保], 备注: 错字段}", 2),
        ("甲:\n- {official: 社会保险, spoken: [社会保险]}", 2),  # says nothing new
        ("甲:\n- {official: 社会保险, spoken: [社保]}\n乙:\n- {official: 社会保险, spoken: [社保]}", 4),  # repeated
        ("甲:\n- {official: 社会保险, spoken: [社保}", 2),  # no YAML
        ("甲:\n- 只有一个词", 2),
        ("甲:\n- {official: [社会保险], spoken: [社保]}", 2),
    ],
)
def test_a_wrong_line_is_named(file: Path, content: str, line: int) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(UnreadableDictionary, match=f"第 {line} 行") as caught:
        read_colloquial(file)
    assert caught.value.line == line
