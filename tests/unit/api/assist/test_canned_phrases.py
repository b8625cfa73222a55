from api.assist.canned import canned_phrases
from api.handover.schemas import NoteIn
from knowledge.text.pii import mask


def test_phrases_can_be_sent_as_they_are_and_no_title_is_twice_in_a_group() -> None:
    for group in canned_phrases().groups:
        titles = [phrase.title for phrase in group.phrases]
        assert len(titles) == len(set(titles))
        for phrase in group.phrases:
            assert NoteIn(text=phrase.text).text == phrase.text
            assert mask(phrase.text).kinds == ()
