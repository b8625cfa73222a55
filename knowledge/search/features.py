"""What is known of a candidate: the names are those of ``Hit.features``."""

from enum import StrEnum


class Feature(StrEnum):
    """Higher is better in all of them, save ``dense_negative``, and the sizes, which speak for themselves."""

    BM25_WORDS = "bm25_words"  # jieba words
    BM25_BIGRAMS = "bm25_bigrams"  # pairs of characters: robust where words are cut differently
    PINYIN = "pinyin"  # pairs of syllables: robust where the right sound got the wrong character
    DENSE_PASSAGE = "dense_passage"  # cosine with path and text
    DENSE_QUESTION = "dense_question"  # cosine with the nearest of its questions
    DENSE_WINDOW = "dense_window"  # cosine with the nearest stretch of a long passage
    DENSE_TEXT = "dense_text"  # the better of passage and window
    DENSE_NEGATIVE = "dense_negative"  # cosine with the nearest question that must not lead here
    TITLE = "title"  # share of the question's weight that stands in title and headings
    COVERAGE = "coverage"  # share of the question's weight that stands anywhere in it
    QUESTION_EXACT = "question_exact"  # 1 where the question is one of its own, letter for letter
    DOCUMENT_NUMBER = "document_number"  # 1 where a document number asked for is its own
    DOCUMENT = "document"  # the whole document, as one long text: what its neighbours say of the subject
    DOCUMENT_SIZE = "document_size"  # logarithm of its number of passages
    COVERAGE_PAIRS = "coverage_pairs"  # the same share as ``coverage``, of pairs of characters
    FEEDBACK = "feedback"  # cosine with the question moved towards what a first look found
    PRIOR = "prior"  # how much it looks like a passage that answers anything
    LENGTH = "length"  # logarithm of the length: a passage of one line seldom answers
    GARBLED = "garbled"  # 0 to 1: how much better the question is met by sound than by character; alike for all
    REGION = "region"  # 1 the most specific region asked for, falling to 0
