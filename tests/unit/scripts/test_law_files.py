"""Whether the articles of a law come out as they went in."""

import pytest

from scripts.bench.law_files import LawFile, law_files, measure_structure, wrong_articles
from scripts.bench.laws import Article

TEXTS = ("为了说明用法，制定本办法。", "窗口应当一次告知：\n（一）材料；\n（二）期限。", "本办法自2026年1月1日起施行。")
LABELS = ("第一条", "第二条", "第三条")
ARTICLES = [
    Article("law-1#1", "示例市办事指引办法", "", "示例市人民政府公布。"),
    *(Article(f"law-1#{n + 2}", "示例市办事指引办法", label, text) for n, (label, text) in enumerate(zip(LABELS, TEXTS, strict=True))),
    Article("law-2#1", "没有条文的通知", "", "各有关单位：请遵照执行。"),
]  # fmt: skip


def test_only_laws_with_numbered_articles_are_taken() -> None:
    (law,) = law_files(ARTICLES, 10)
    assert law.name == "law-1.txt"
    assert [label for label, _ in law.articles] == list(LABELS)


def test_what_reads_as_it_is_written_is_right() -> None:
    found = measure_structure(law_files(ARTICLES, 10))
    assert (found.documents, found.articles, found.correct, found.share, found.wrong) == (1, 3, 3, 1.0, ())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (TEXTS[0], TEXTS[0][:-1]),  # a character less
        (f"第一条　{TEXTS[0]}", f"第四条　{TEXTS[0]}"),  # another number
        (f"第一条　{TEXTS[0]}", TEXTS[0]),  # no number
    ],
)
def test_what_differs_is_named(written: str, read: str) -> None:
    (law,) = law_files(ARTICLES, 10)
    changed = LawFile(law.name, law.data.decode().replace(written, read).encode(), law.articles)
    assert "第一条" in list(wrong_articles(changed))
    assert measure_structure([changed]).wrong[0] == "law-1.txt 第一条"


def test_a_file_that_cannot_be_read_is_wrong_altogether() -> None:
    (law,) = law_files(ARTICLES, 10)
    assert list(wrong_articles(LawFile(law.name, b"", law.articles))) == list(LABELS)
