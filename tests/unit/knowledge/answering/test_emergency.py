"""Step 2: danger is answered with a number, a question about a policy on danger is not."""

import pytest
from tiny_knowledge import TODAY

from knowledge.answering.context import TurnContext
from knowledge.answering.outcome import Outcome
from knowledge.answering.steps.emergency import emergency, general_emergency

DANGERS = [
    ("着火了怎么办", "fire", "119"),
    ("我家着火了", "fire", "119"),
    ("楼下起火了快来", "fire", "119"),
    ("厂里冒烟了", "fire", "119"),
    ("隔壁失火了", "fire", "119"),
    ("发生火灾怎么办", "fire", "119"),
    ("有人持刀", "crime", "110"),
    ("我被抢劫了", "crime", "110"),
    ("有人闯进我家", "crime", "110"),
    ("被人跟踪了", "crime", "110"),
    ("救命", "crime", "110"),
    ("他正在打我", "violence_at_home", "110"),
    ("我老公家暴我，有人打我", "violence_at_home", "12338"),
    ("我爸突然晕倒了", "medical", "120"),
    ("老人昏迷了怎么办", "medical", "120"),
    ("孩子误服了药", "medical", "120"),
    ("有人溺水了", "medical", "120"),
    ("煤气中毒了", "medical", "120"),
    ("我老婆快生了", "medical", "120"),
    ("他没有呼吸了", "medical", "120"),
    ("路口出车祸了", "traffic", "122"),
    ("发生交通事故了", "traffic", "122"),
    ("我撞车了", "traffic", "122"),
    ("我被车撞了", "traffic", "122"),
    ("不想活了", "crisis", "12356"),
    ("我想自杀", "crisis", "12356"),
    ("活着没意思", "crisis", "12356"),
    ("我真的活不下去了", "crisis", "12356"),
    ("想结束自己的生命", "crisis", "12356"),
    ("他要跳楼", "crisis_of_another", "12356"),
    ("我朋友说不想活了", "crisis_of_another", "12356"),
    ("不 想 活 了", "crisis", "12356"),
    ("俺不想活咧", "crisis", "12356"),
    ("低保政策停了，我不想活了", "crisis", "12356"),
    ("我爸天天打我", "violence_at_home", "12355"),
    ("我被性侵了", "assault", "110"),
    ("天然气泄漏了", "fire", "119"),
]
POLICY_QUESTIONS = [
    "火灾保险赔偿政策",
    "火灾损失有没有补贴",
    "房子着火了保险怎么赔偿",
    "着火责任怎么认定",
    "消防验收怎么办理",
    "家暴告诫书怎么申请",
    "被打了怎么申请法律援助",
    "抢劫罪的量刑规定",
    "工伤事故怎么认定",
    "心梗住院医保报销多少",
    "中风算不算慢性病",
    "一氧化碳中毒工伤赔偿标准",
    "高血压门诊慢性病怎么办",
    "交通事故认定书几天出",
    "上班路上出车祸算工伤认定吗",
    "交通事故处理流程",
    "发生交通事故赔偿标准",
    "自杀预防政策有哪些",
    "生育津贴怎么领",
    "快生育了产假多少天",
    "急救站设置标准",
    "消防员招聘条件",
    "报警电话是多少",
    "救助站怎么申请",
    "失业保险金怎么领",
    "公租房怎么申请",
    "燃气费多少钱",
    "低保标准是多少",
    "火化补贴怎么领",
    "住院起付线是多少",
    "驾驶证到期怎么换",
    "电动车上牌要什么材料",
    "轻生者家属有救助政策吗",
    "公司快活不下去了有什么扶持政策",
    "我想死亡证明和销户一起办",
    "不想活动室被占用怎么反映",
    "上吊扇要审批吗",
    "打疫苗在哪里",
    "中风险地区回来要隔离吗",
]


def asked(text: str) -> TurnContext:
    context = TurnContext(turn_id="t", original=text, on=TODAY)
    emergency(context)
    return context


@pytest.mark.parametrize(("text", "rule", "number"), DANGERS)
def test_danger_ends_the_turn_with_the_number_to_call(text: str, rule: str, number: str) -> None:
    context = asked(text)
    assert context.answer is not None
    assert context.answer.outcome is Outcome.EMERGENCY
    assert context.rules == [f"emergency:{rule}"]
    assert number in context.answer.text


@pytest.mark.parametrize("text", POLICY_QUESTIONS)
def test_a_policy_question_goes_on(text: str) -> None:
    assert asked(text).answer is None


def test_danger_without_a_rule_gets_every_number() -> None:
    text = general_emergency().text
    assert all(number in text for number in ("110", "119", "120", "122", "12356"))
