"""What a question says of its own: nothing, when all its words only point back or ask for an aspect."""

import re

from knowledge.answering.aspects import without_aspect

_POINTER = re.compile(
    r"(?:(?:上面|上边|前面|刚才|刚刚|之前|方才)(?:说|讲|提|问|聊|介绍)?(?:到|过)?的?)?(?:这|那|该|此)(?:一)?(?:个|项|种|张|份|笔|件|样)?"
    r"(?:证件|证明|证|补贴|津贴|补助|待遇|保险|手续|政策|业务|事情|事儿|事|登记|申请)?"
    r"|(?:上面|上边|前面|刚才|刚刚|之前|方才)(?:说|讲|提|问|聊|介绍)(?:到|过)?的(?:证件|证明|证|补贴|津贴|补助|待遇|保险|手续|政策|业务|事情|事)?"
)
_FILLERS = re.compile(
    r"[\s\W]|每个月|一个月|每月|每年|一年|一次|按月|多长|多大|搁|那么|它|他|她|政策|事情|请问|我想|我要|我|你|您|俺|咱|想问|想|一下|还有|还|另外|再|呢|吗|啊|呀|嘛|吧|了|嘞|的|是|要|得|需要|需|都|有|去|到|会|能|可以"
    r"|谢谢|好的|好吧|明白|知道|清楚|嗯|哦|噢|对了|应该|应|必须|现在|目前|时间|工作日"
    r"|什么|啥|哪些|哪|多少|怎么|怎样|咋|办理|办好|办完|办成|办下来|办|申请|申领|领取|领|弄|给|拿到|拿|带|准备|大概|一般|具体|最后|之后|然后|告诉|说|问|又|也|就"
    r"|下来|到账|批|审核|结果|出来|出|完|好|成|收|交|缴纳|缴|提供|提交|携带|本人|自己|标准|来|几"
)
PERSONS = re.compile(
    r"老年人|老人|小孩|孩子|学生|外地人|本地人|农民工|农民|残疾人|退休人员|退役军人|军人|个人|个体户|企业|公司|单位|家属|别人"
)


def own_words(text: str) -> str:
    """Return what is left of a question beside its aspect, words that point back and fillers."""
    return _FILLERS.sub("", without_aspect(_POINTER.sub("", text)))


def is_elliptical(text: str) -> bool:
    """Whether a question names nothing of its own; one character left over is a verb more often than a policy."""
    return len(own_words(text)) <= 1
