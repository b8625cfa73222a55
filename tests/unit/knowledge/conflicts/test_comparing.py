import pytest

from knowledge.conflicts.comparing import DifferenceKind, Said, Verdict, differences, verdict_of


def said(conclusion: str, details: str = "") -> Said:
    return Said(conclusion, f"{conclusion}\n{details}")


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        (said("三十天内办好。"), said("30日内办好。"), []),
        (said("三十天内办好。"), said("20天内办好。"), [(DifferenceKind.FIGURE, "三十天", "20天")]),
        (said("三十天内办好。"), said("当场就能办好，不用等。", "复杂的30天。"), []),
        (said("借期30天，续借15天。"), said("借期30天。"), []),
        (said("借期30天。"), said("借期20天。", "另可续借30天。"), []),  # stands somewhere in the other, too
        (said("补助50元。"), said("补助80%。"), []),  # different units contradict nothing
        (said("可以代办。"), said("不可以代办。"), [(DifferenceKind.POLARITY, "可以", "不可以")]),
        (said("不收费。"), said("要收取工本费。"), [(DifferenceKind.POLARITY, "不收费", "收取")]),
        (said("无需提供证明。"), said("应当提供证明。"), [(DifferenceKind.POLARITY, "无需", "应当")]),
        (said("可以代办，但不得收费。"), said("不可以代办。"), []),  # one that says both is not judged
        (
            said("按照三政办〔2021〕16号办理。"),
            said("按照三政办〔2023〕2号办理。"),
            [(DifferenceKind.DOCUMENT_NUMBER, "三政办〔2021〕16号", "三政办〔2023〕2号")],
        ),
        (said("按照三政办〔2021〕16号办理。"), said("按照三政办[2021]16号办理。"), []),
        (said("带身份证到窗口办理。"), said("身份证带上，到窗口办理。"), []),
        (said("拨打电话预约。"), said("带身份证到窗口。"), [(DifferenceKind.WORDING, "拨打电话预约。", "带身份证到窗口。")]),
        (said(""), said(""), []),
    ],
)  # fmt: skip
def test_differences(mine: Said, theirs: Said, found: list[tuple[DifferenceKind, str, str]]) -> None:
    rows = [(row.kind, row.mine, row.theirs) for row in differences(mine, theirs)]
    if found or (mine.conclusion and theirs.conclusion):
        assert rows == found
    assert verdict_of(differences(mine, theirs)) is (Verdict.DIFFERENT if rows else Verdict.SAME)


def test_other_words_are_no_difference_where_the_question_may_be_another() -> None:
    assert differences(said("拨打电话预约。"), said("带身份证到窗口。"), certainly_same=False) == ()


def test_labels_are_chinese_and_name_what_is_at_odds() -> None:
    assert differences(said("可以代办。"), said("不可以代办。"))[0].label == "能否说法相反"
