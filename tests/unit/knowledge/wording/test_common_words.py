from knowledge.text.sounds import syllable_table
from knowledge.wording.common_words import common_characters, common_words


def test_one_word_of_every_sound() -> None:
    words = common_words()
    sounds = [tuple(syllable_table().spellings(word)) for word in words]
    assert len(sounds) == len(set(sounds)) > 20_000
    assert {"申请", "我们"} <= set(words)


def test_characters_that_are_words() -> None:
    assert {"部", "够", "高"} <= common_characters()
    assert not {"佥", "俭"} & common_characters()
