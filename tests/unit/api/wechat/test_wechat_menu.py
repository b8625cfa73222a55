import pytest

from api.wechat.menus import FILE, Menu

ONE = "- name: 栏\n  items:\n    - {name: 项, key: a, ask: 问}\n"


def test_the_shipped_menu_holds_to_the_limits() -> None:
    shipped = Menu.read(FILE.read_text("utf-8")).as_platform()
    assert 1 <= len(shipped["button"]) <= 3
    for column in shipped["button"]:
        assert len(column["name"].encode()) <= 16
        assert 1 <= len(column["sub_button"]) <= 5
        assert all(
            len(item["name"].encode()) <= 60 and len(item["key"].encode()) <= 128 for item in column["sub_button"]
        )


def test_what_was_touched_is_found_and_what_is_gone_is_not() -> None:
    menu = Menu.read(ONE)
    item = menu.get("a")
    assert item is not None
    assert item.ask == "问"
    assert menu.get("removed") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        ONE * 4,  # four columns
        ONE.replace("栏", "栏" * 6),  # 18 bytes
        ONE.replace("项", "项" * 21),
        ONE.replace("key: a", "key: 键"),
        ONE.replace("ask: 问", "do: sing"),
        ONE.replace("ask: 问", "ask: 问, do: help"),
        ONE.replace("ask: 问", "ask: ''"),
        ONE + "    - {name: 又, key: a, ask: 问}\n",  # one key twice
        "- name: 栏\n  items:\n" + "".join(f"    - {{name: 项, key: k{n}, ask: 问}}\n" for n in range(6)),
    ],
)
def test_what_the_platform_would_refuse_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Menu.read(text)
