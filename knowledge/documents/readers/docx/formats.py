"""Numbers as Word prints them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable, Mapping

from knowledge.text.numerals import to_chinese

_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 99_999


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value) if number < 4000 else (0, number)
        written += letters * times
    return written


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _enclosed(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"


def _enclosed_fullstop(number: int) -> str:
    return chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}."


def _enclosed_bracket(number: int) -> str:
    return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        to_chinese,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), lambda n: str(n).translate(_DIGITS)
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
                    lambda n: to_chinese(n).translate(_LEGAL)),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda n: str(n).translate(_WIDE)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed),
    "decimalEnclosedFullstop": _enclosed_fullstop,
    "decimalEnclosedParen": _enclosed_bracket,
    "decimalZero": lambda n: f"{n:02d}",
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
}  # fmt: skip


def printed(number: int, number_format: str) -> str:
    """Return ``number`` in a format of Word; in one that is not known, in Arabic digits."""
    if number_format == "none":
        return ""
    if not 1 <= number <= _LARGEST:
        return str(number)
    return _FORMATS.get(number_format, str)(number)
