from pathlib import Path

import pytest

from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.errors import UnreadableDictionary
from knowledge.wording.terms import EVERYDAY, TERMS, Vocabulary, read_words


@pytest.mark.parametrize("path", [TERMS, EVERYDAY])
def test_the_shipped_lists(path: Path) -> None:
    assert len(read_words(path)) > 80


def test_dialect_is_no_term() -> None:
    vocabulary = Vocabulary.of(read_colloquial())
    assert "养老保险" in vocabulary.official
    assert "房本" in vocabulary.spoken
    assert not {"咋弄", "怎么办理", "俺家"} & {*vocabulary.official, *vocabulary.spoken}


def test_the_digest_follows_the_words(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("绿水证\n", "utf-8")
    colloquial = read_colloquial()
    assert Vocabulary.of(colloquial, path).digest != Vocabulary.of(colloquial).digest


@pytest.mark.parametrize("line", ["证", "ABC", "公 租 房"])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(f"# 词\n公租房 # 好词\n{line}\n", "utf-8")
    with pytest.raises(UnreadableDictionary, match="第 3 行"):
        read_words(path)
