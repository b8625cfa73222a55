from collections.abc import Sequence

from knowledge.documents.readers.layout.lines import lines_of
from knowledge.documents.readers.layout.margins import is_furniture
from knowledge.documents.readers.layout.page import Glyph, PlacedLine, PlacedPage
from knowledge.documents.readers.layout.paragraphs import raw_lines

HEIGHT = 800.0


def glyphs(text: str, x: float, top: float, size: float = 10.0) -> list[Glyph]:
    return [Glyph(char, x + n * size, x + (n + 1) * size, top, top + size) for n, char in enumerate(text)]


def line(text: str, top: float) -> PlacedLine:
    return PlacedLine(text, 50, 200, top, top + 10, 10)


def furniture(*pages: Sequence[tuple[str, float]]) -> set[str]:
    placed = [[line(text, top) for text, top in page] for page in pages]
    return {placed[page][at].text for page, at in is_furniture(placed, [HEIGHT] * len(pages))}


class TestLines:
    def test_higher_comes_first_then_further_left(self) -> None:
        assert [found.text for found in lines_of([*glyphs("下", 0, 50), *glyphs("右", 20, 9), *glyphs("左", 0, 10)])] == [
            "左 右", "下"
        ]  # fmt: skip

    def test_a_superscript_stays_in_its_line(self) -> None:
        assert [
            found.text for found in lines_of([*glyphs("甲", 0, 10), *glyphs("2", 10, 8, 5), *glyphs("乙", 15, 10)])
        ] == ["甲2乙"]

    def test_bold_by_printing_twice_is_read_once(self) -> None:
        assert lines_of([*glyphs("甲乙", 0, 10), *glyphs("甲乙", 0.5, 10)])[0].text == "甲乙"

    def test_a_doubled_character_is_kept(self) -> None:
        assert lines_of(glyphs("人人", 0, 10))[0].text == "人人"

    def test_nothing_gives_nothing(self) -> None:
        assert lines_of([]) == []
        assert lines_of(glyphs("  ", 0, 10)) == []


class TestMargins:
    def test_numbers_and_what_repeats_in_the_margin(self) -> None:
        pages = [[("示例公报", 20.0), (f"第{n}项", 200.0), (f"- {n} -", 780.0)] for n in (1, 2, 3)]
        assert furniture(*pages) == {"示例公报", "- 1 -", "- 2 -", "- 3 -"}

    def test_a_head_that_counts_the_pages(self) -> None:
        assert furniture(*([(f"示例公报 {n}", 20.0), ("甲", 300.0)] for n in (4, 5, 6))) == {
            "示例公报 4", "示例公报 5", "示例公报 6"
        }  # fmt: skip

    def test_numbered_items_at_the_top_of_pages_are_text(self) -> None:
        assert furniture(*([(f"{n} 甲事", 20.0), ("乙", 300.0)] for n in (1, 22, 40))) == set()

    def test_sentences_are_text_however_often(self) -> None:
        assert furniture(*([("应当照办。", 20.0), ("乙", 300.0)] for _ in range(3))) == set()

    def test_what_repeats_in_the_middle_is_text(self) -> None:
        assert furniture(*([("备注", 400.0)] for _ in range(3))) == set()


class TestParagraphs:
    def test_a_full_line_goes_on_in_one_that_is_not_indented(self) -> None:
        page = PlacedPage(1, HEIGHT, [
            *glyphs("甲" * 18, 70, 300), *glyphs("乙" * 20, 50, 315), *glyphs("丙。", 50, 330), *glyphs("丁" * 5, 70, 345)
        ])  # fmt: skip
        lines, _ = raw_lines([page])
        assert [found.text for found in lines] == ["甲" * 18 + "乙" * 20 + "丙。", "丁" * 5]

    def test_a_gap_parts_paragraphs(self) -> None:
        page = PlacedPage(1, HEIGHT, [*glyphs("甲" * 20, 50, 300), *glyphs("乙" * 20, 50, 340)])
        assert len(raw_lines([page])[0]) == 2

    def test_another_size_is_another_paragraph(self) -> None:
        page = PlacedPage(1, HEIGHT, [*glyphs("甲" * 10, 50, 300, 20), *glyphs("乙" * 20, 50, 325)])
        assert len(raw_lines([page])[0]) == 2

    def test_words_are_joined_with_a_blank(self) -> None:
        page = PlacedPage(1, HEIGHT, [*glyphs("甲" * 17 + "ABC", 50, 300), *glyphs("DEF乙", 50, 315)])
        assert raw_lines([page])[0][0].text.endswith("ABC DEF乙")
