from datetime import date

import pytest

from knowledge.documents.metadata import Repeal, propose
from knowledge.documents.reading import read_document

SIGNED = "示例市人民政府\n2030年2月28日"


def proposed(sentence: str, signature: str = SIGNED) -> tuple[date | None, date | None]:
    text = f"示例市人民政府关于甲的通知\n各部门：\n{sentence}\n{signature}"
    metadata = propose(read_document(text.encode(), "notice.txt"))
    assert all(item is None or item.sentence in sentence for item in (metadata.effective_from, metadata.expires_on))
    effective, expiry = metadata.effective_from, metadata.expires_on
    return effective and effective.value, expiry and expiry.value


@pytest.mark.parametrize(
    ("sentence", "effective_from", "expires_on"),
    [
        ("本办法自2031年1月1日起施行。", date(2031, 1, 1), None),
        ("本办法自2031年1月1日实施，有效期5年。", date(2031, 1, 1), date(2035, 12, 31)),
        ("本通知自印发之日起施行，有效期五年。", date(2030, 2, 28), date(2035, 2, 27)),
        ("本办法自发布之日起施行，有效期至2036年12月31日。", date(2030, 2, 28), date(2036, 12, 31)),
        ("自二〇三一年一月一日起施行。", date(2031, 1, 1), None),
        ("本通知有效期1年。", None, date(2031, 2, 27)),
        ("本办法自2031年3月1日起试行，试行期2年。", None, date(2032, 2, 27)),
        ("电子居住证有效期为一年，每年签注一次。", None, None),
        ("持有效期内的居住证办理。", None, None),
        ("自2031年1月1日起，参保人不再办理转移。", None, None),
        ("申请人自2031年1月1日起执行合同的，可以申请。", None, None),
    ],
)
def test_validity_is_read_from_the_sentence_that_says_it(
    sentence: str, effective_from: date | None, expires_on: date | None
) -> None:
    assert proposed(sentence) == (effective_from, expires_on)


def test_a_term_that_begins_on_a_leap_day_ends_on_the_last_of_february() -> None:
    assert proposed("本办法自2032年2月29日起施行，有效期1年。") == (date(2032, 2, 29), date(2033, 2, 28))


def test_without_a_day_of_signature_nothing_is_counted_from_it() -> None:
    assert proposed("本办法自印发之日起施行，有效期5年。", signature="") == (None, None)


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        ("《甲办法》（示政〔2025〕3号）同时废止。", [("甲办法", "示政〔2025〕3号")]),
        ("《甲办法》（示政[2025]3号）、《乙办法》同时废止。", [("甲办法", "示政〔2025〕3号"), ("乙办法", "")]),
        ("《示例局关于印发〈甲办法〉的通知》停止执行。", [("示例局关于印发〈甲办法〉的通知", "")]),
        ("根据《甲办法》，废止收费项目。", []),
        ("按照《甲办法》执行。", []),
    ],
)
def test_repeals(sentence: str, repeals: list[tuple[str, str]]) -> None:
    text = f"示例市人民政府关于甲的通知\n各部门：\n{sentence}\n{SIGNED}"
    metadata = propose(read_document(text.encode(), "notice.txt"))
    assert metadata.repeals == tuple(Repeal(title, number, sentence) for title, number in repeals)
