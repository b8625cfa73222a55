"""For whom a question is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.audiences import audience_of
from knowledge.model.passage import Audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("我们公司能申请稳岗补贴吗", Audience.COMPANY),
        ("我司怎么办理社保登记", Audience.COMPANY),
        ("作为小微企业有哪些减税", Audience.COMPANY),
        ("企业怎么申请吸纳就业补贴", Audience.COMPANY),
        ("我是个体户，给员工缴社保怎么缴", Audience.COMPANY),
        ("给员工办工伤保险要什么", Audience.COMPANY),
        ("我本人想申请低保", Audience.INDIVIDUAL),
        ("我家孩子上小学要什么材料", Audience.INDIVIDUAL),
        ("我妈70岁了有高龄津贴吗", Audience.INDIVIDUAL),
        ("我是退休职工，怎么认证", Audience.INDIVIDUAL),
        ("个人怎么缴养老保险", Audience.INDIVIDUAL),
        ("", None),
        ("低保怎么办", None),
        ("公司不给交社保怎么办", None),
        ("我们公司倒闭了能领失业金吗", None),
        ("我们单位拖欠工资怎么投诉", None),
        ("我们公司要和我解除劳动合同，能要赔偿吗", None),
        ("企业退休人员养老金什么时候涨", None),
        ("我本人想开个公司要什么手续", None),
        ("我家孩子在我们公司上班，怎么参保", None),
        ("公司注册流程", None),
        ("要不要当事人本人到场", None),
        ("你好，本人想问低保", Audience.INDIVIDUAL),
    ],
)
def test_only_clear_words_tell(text: str, audience: Audience | None) -> None:
    assert audience_of(text) is audience


@given(st.text(alphabet="我们公司企业本人孩子开办给员工缴申请可以怎么，", max_size=25) | st.text())
def test_never_fails(text: str) -> None:
    assert audience_of(text) in {None, *Audience}
