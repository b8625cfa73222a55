from pathlib import Path

import pytest

from knowledge.errors import InvalidInput
from knowledge.model.region import NATION
from knowledge.regions.loader import load_regions

NATION_ROW = '  - {code: "000000", name: 国家, parent: ""}\n'


def test_every_shipped_region_leads_up_to_the_nation() -> None:
    tree = load_regions()
    assert tree.ladder("411202") == ("411202", "411200", "410000", NATION)
    assert all(tree.ladder(region.code)[-1] == NATION for region in tree.all())


def test_shipped_names_find_their_own_region() -> None:
    tree = load_regions()
    for region in tree.all():
        for name in (region.name, *region.aliases):
            assert tree.mentioned(f"请问{name}的政策") == region


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param('  - {code: "1", name: 甲, parent: "2"}\n', "上级", id="no such parent"),
        pytest.param(
            '  - {code: "1", name: 甲, parent: "2"}\n  - {code: "2", name: 乙, parent: "1"}\n', "上级", id="circle"
        ),
        pytest.param('  - {code: "1", name: 甲, parent: "1"}\n', "上级", id="own parent"),
        pytest.param(NATION_ROW, "重复", id="code twice"),
        pytest.param('  - {code: "1", name: "", parent: "000000"}\n', "name", id="empty name is in every text"),
        pytest.param(
            '  - {code: "1", name: 甲, parent: "000000", aliases: [""]}\n', "aliases", id="empty alias is too"
        ),
        pytest.param('  - {code: "1", name: 甲, parent: "000000", mayor: 乙}\n', "mayor", id="unknown key"),
        pytest.param("  - [\n", "不是行政区划表", id="no YAML"),
    ],
)
def test_refuses(tmp_path: Path, rows: str, says: str) -> None:
    path = tmp_path / "regions.yml"
    path.write_text(f"regions:\n{NATION_ROW}{rows}", "utf-8")
    with pytest.raises(InvalidInput, match=says):
        load_regions(path)
