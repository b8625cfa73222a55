"""Digits, whole numbers and decimals in the words of Mandarin."""

import cn2an

_MOST_DIGITS = 12  # what is longer is a code, and nobody follows it as a quantity
_ONE_BY_ONE = str.maketrans("0123456789", "零一二三四五六七八九")
_BY_TELEPHONE = str.maketrans("0123456789", "零幺二三四五六七八九")


def one_by_one(digits: str) -> str:
    """Return digits as years are read: ``2026`` → ``二零二六``."""
    return digits.translate(_ONE_BY_ONE)


def by_telephone(digits: str) -> str:
    """Return digits as numbers are read on the telephone, where 一 sounds like 七: ``110`` → ``幺幺零``."""
    return digits.translate(_BY_TELEPHONE)


def quantity(written: str) -> str:
    """Return a number as a quantity is read: ``1,200.50`` → ``一千二百点五零``, ``15`` → ``十五``.

    What begins with a zero, or is too long for a quantity, is read digit by digit.
    """
    whole, point, fraction = written.replace(",", "").partition(".")
    said = _whole(whole)
    return f"{said}点{one_by_one(fraction)}" if point and fraction else said


def _whole(digits: str) -> str:
    if len(digits) > _MOST_DIGITS or (len(digits) > 1 and digits.startswith("0")):
        return one_by_one(digits)
    said = str(cn2an.an2cn(int(digits)))
    return said[1:] if said.startswith("一十") else said
