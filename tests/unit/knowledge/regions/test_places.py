"""Other provinces and cities: asked about, or only named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.regions.loader import load_regions
from knowledge.regions.places import Places, place_list

HOME = "411200"
PLACES = Places(load_regions(), HOME)


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("洛阳的公积金政策", "洛阳市", "410000"),
        ("西安社保怎么转", "西安市", "610000"),
        ("郑州落户需要什么条件", "郑州市", "410000"),
        ("陕西的医保报销比例", "陕西省", "610000"),
        ("北京居住证怎么办", "北京市", "110000"),
        ("河南郑州的公积金怎么提取", "郑州市", "410000"),
        ("想去郑州落户要啥材料", "郑州市", "410000"),
        ("在上海买房有什么条件", "上海市", "310000"),
        ("朝阳市的低保标准", "朝阳市", "210000"),
        ("恩施的高龄津贴", "恩施土家族苗族自治州", "420000"),
        ("那洛阳呢", "洛阳市", "410000"),
        ("郑州经济开发区的企业补贴", "郑州市", "410000"),
        ("西安人社局的补贴怎么领", "西安市", "610000"),
        ("海南的人才补贴", "海南省", "460000"),
        ("南阳市民政局的低保标准", "南阳市", "410000"),
        ("上海工作居住证", "上海市", "310000"),
        ("重庆退休金怎么认证", "重庆市", "500000"),
        ("江西为支援武汉提供了哪些补助", "江西省", "360000"),
    ],
)
def test_a_place_whose_rules_are_asked_for(text: str, name: str, province: str) -> None:
    asked = PLACES.asked(text)
    assert asked is not None
    place, rest = asked
    assert len(rest) < len(text)
    assert (place.name, place.province) == (name, province)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("低保怎么办", id="no place"),
        pytest.param("三门峡的公积金政策", id="home"),
        pytest.param("河南的公积金政策", id="the province above home"),
        pytest.param("西安的社保怎么转到灵宝", id="a county of home too"),
        pytest.param("西安路的停车费", id="a street"),
        pytest.param("南京东路街道办的电话", id="a road by its side"),
        pytest.param("上海南站怎么走", id="海南 across a border"),
        pytest.param("窗口太大连接不上", id="大连接"),
        pytest.param("大连续三年参保", id="大连续"),
        pytest.param("朝阳小学怎么报名", id="a common word"),
        pytest.param("中山街的商户", id="a name"),
        pytest.param("和平路低保", id="no prefecture"),
        pytest.param("保定了会给补贴吗", id="a word"),
        pytest.param("来宾登记", id="guests"),
        pytest.param("白银回收要什么许可", id="silver"),
        pytest.param("中信阳光小区的物业费", id="two names side by side"),
        pytest.param("垃圾分类会像上海那样罚款吗", id="compared"),
        pytest.param("日照不足可以投诉吗", id="sunshine"),
        pytest.param("北京时间几点上班", id="Beijing time"),
        pytest.param("郑州大学毕业生有补贴吗", id="a university"),
        pytest.param("我是洛阳人，怎么办低保", id="who one is"),
        pytest.param("西安户口的孩子能上学吗", id="where one is registered"),
        pytest.param("在西安住院怎么报销", id="treated elsewhere"),
        pytest.param("去北京看病能报多少", id="treated elsewhere, by going"),
        pytest.param("我在上海打工，社保断了怎么办", id="working elsewhere"),
        pytest.param("从郑州转来的公积金怎么办", id="moved here"),
        pytest.param("西安的社保怎么转回来", id="to be moved here"),
        pytest.param("社保怎么转到西安", id="to be moved away from here"),
        pytest.param("洛阳的医保在本地能用吗", id="here"),
        pytest.param("河南省的规定", id="our province by its full name"),
        pytest.param("国家级经济开发区的政策", id="no city"),
    ],
)
def test_a_place_that_is_not_what_is_asked_about(text: str) -> None:
    assert PLACES.asked(text) is None


def test_every_place_of_the_list_is_recognised_by_its_full_name_and_the_usual_short_one() -> None:
    words, own = place_list(), {"河南", "河南省", "三门峡", "三门峡市"}
    for province in words.provinces:
        pairs = [(province.short, province.name), *((city, f"{city}市") for city in province.cities)]
        for short, full in [*pairs, *province.others.items()]:
            for name in {full} | ({short} - words.only_full):
                found = PLACES.asked(f"{name}的低保政策")
                assert (found is None) is (name in own), name
                assert found is None or (found[0].province, found[1]) == (province.code, "低保政策")


def test_the_list_is_that_of_the_country() -> None:
    words = place_list()
    assert len(words.provinces) == 34
    assert len({province.code for province in words.provinces}) == 34
    # 333 prefectures at the end of 2024; 济源, which its province governs directly, 三沙 and 儋州 are in the list.
    assert sum(len(province.cities) + len(province.others) for province in words.provinces) == 334
    shorts = {city for province in words.provinces for city in (*province.cities, *province.others)}
    assert words.only_full <= shorts


@given(st.text(alphabet="在去从西安洛阳大连海南上北京市的路人接社保转本地，？河三门峡", max_size=30) | st.text())
def test_never_fails_and_never_names_what_is_ours(text: str) -> None:
    found = PLACES.asked(text)
    assert found is None or found[0].name not in {"河南省", "三门峡市"}
    if "三门峡" in text:
        assert found is None
