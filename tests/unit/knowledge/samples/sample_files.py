"""A small sample folder that is valid, to be spoilt by the tests in one place each."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Content = dict[str, Any]

LAWS: Content = {
    "laws": [
        {
            "title": "中华人民共和国测试法",
            "document_number": "国务院令第1号",
            "issuer": "国务院",
            "kind": "行政法规",
            "region": "000000",
            "effective_from": "2020-01-01",
        }
    ]
}


def _answer(number: int) -> Content:
    return {
        "question": f"第{number}个问题怎么办理？",
        "similar": [f"{number}号事咋办", f"{number}号事去哪弄"],
        "aspect": "process",
        "conclusion": "带上身份证到窗口办理。",
        "details": "先准备好材料，再到政务服务大厅的窗口提交，工作人员当场核对，不齐的会一次告知您需要补正的内容。",
        "basis": [{"law": "中华人民共和国测试法", "article": "第三条"}],
    }


def interpretation(slug: str, first: int) -> Content:
    """Return a valid interpretation whose questions are numbered from ``first``."""
    text = "这是一段说明，讲清楚这项政策的来由和办法，一共超过二十个字。"
    return {
        "id": slug,
        "title": "测试事项怎么办",
        "documents": ["中华人民共和国测试法"],
        "region": "000000",
        "department": "政务服务部门",
        "audience": ["individual"],
        "keywords": ["测试"],
        "elements": dict.fromkeys(("background", "purpose", "measures", "applies_to"), text),
        "qa": [_answer(number) for number in range(first, first + 5)],
    }


FIELD: Content = {"field": "trial", "title": "测试领域", "interpretations": [interpretation("trial-one", 1)]}


def spoilt(content: Content, spoil: Callable[[Content], object]) -> Content:
    """Return a copy of ``content`` after ``spoil`` has changed it."""
    copy = deepcopy(content)
    spoil(copy)
    return copy


def write(root: Path, laws: Content = LAWS, field: Content = FIELD) -> Path:
    """Write the two files below ``root`` and return it."""
    for folder, name, content in (("laws", "a", laws), ("interpretations", "trial", field)):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return root
