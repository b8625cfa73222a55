from api.conversations.repository import CODE_ALPHABET, CODE_LENGTH, new_consult_code


def test_a_code_can_be_read_out() -> None:
    for _ in range(200):
        code = new_consult_code()
        assert len(code) == CODE_LENGTH
        assert set(code) <= set(CODE_ALPHABET)


def test_the_alphabet_has_no_lookalikes() -> None:
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET)
    for alike in ("0OQ", "1IL", "2Z", "5S", "8B"):
        assert len(set(alike) & set(CODE_ALPHABET)) <= 1, alike


def test_codes_differ() -> None:
    assert len({new_consult_code() for _ in range(100)}) > 95
