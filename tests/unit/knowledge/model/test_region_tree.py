import pytest

from knowledge.model.region import NATION, Region, RegionTree

TREE = RegionTree(
    [
        Region(NATION, "国家", "", ("全国",)),
        Region("410000", "河南省", NATION, ("河南",)),
        Region("411200", "三门峡市", "410000", ("三门峡",)),
        Region("411202", "湖滨区", "411200"),
        Region("411200-B", "三门峡经济开发区", "411200", ("开发区",)),
    ]
)


@pytest.mark.parametrize(
    ("code", "ladder"),
    [
        pytest.param("411202", ("411202", "411200", "410000", NATION), id="district"),
        pytest.param(NATION, (NATION,), id="nation"),
        pytest.param("110000", (NATION,), id="unknown"),
        pytest.param("", (NATION,), id="empty"),
    ],
)
def test_ladder(code: str, ladder: tuple[str, ...]) -> None:
    assert TREE.ladder(code) == ladder


def test_a_circle_has_an_end() -> None:
    assert RegionTree([Region("a", "甲", "b"), Region("b", "乙", "a")]).ladder("a") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("河南省三门峡市湖滨区怎么办", "411202", id="the most specific"),
        pytest.param("三门峡经济开发区的补贴", "411200-B", id="the longest name"),
        pytest.param("河南的政策", "410000", id="alias"),
        pytest.param("全国都一样吗", NATION, id="nation"),
    ],
)
def test_mentioned(text: str, code: str) -> None:
    found = TREE.mentioned(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "北京的政策"])
def test_nothing_mentioned(text: str) -> None:
    assert TREE.mentioned(text) is None


def test_lists() -> None:
    assert [region.code for region in TREE.below("411200")] == ["411200-B", "411202"]
    assert TREE.below("411202") == ()
    assert [region.code for region in TREE.all()] == sorted(region.code for region in TREE.all())
    assert "411202" in TREE
    assert "110000" not in TREE
    assert TREE["411202"].name == "湖滨区"
