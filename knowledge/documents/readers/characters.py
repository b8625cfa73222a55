"""Characters that fonts and PDF writers put in the place of others: radicals, ligatures, compatibility forms."""

import unicodedata

# Radicals of the supplement (U+2E80) with the ideograph they look like (Unicode, EquivalentUnifiedIdeograph.txt); NFKC knows
# only two of them. Those of the Kangxi block (U+2F00), ligatures and compatibility ideographs it does know.
_RADICALS = {
    "⺁": "厂", "⺄": "乙", "⺌": "小", "⺍": "小", "⺎": "兀", "⺐": "尢", "⺒": "巳", "⺓": "幺", "⺖": "忄", "⺘": "扌",
    "⺙": "攵", "⺛": "旡", "⺝": "月", "⺞": "歺", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "氺", "⺣": "灬", "⺤": "爫",
    "⺦": "丬", "⺨": "犭", "⺩": "王", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹", "⺰": "纟", "⺱": "罓",
    "⺲": "罒", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "耂", "⺺": "肀", "⺻": "聿", "⺼": "月", "⺾": "艹", "⺿": "艹",
    "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝",
    "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门",
    "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻟": "飠",
    "⻠": "饣", "⻡": "首", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄",
    "⻪": "黾", "⻫": "斉", "⻬": "齐", "⻭": "歯", "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻱": "龜", "⻲": "亀", "⻳": "龟",
}  # fmt: skip
_BLOCKS = ((0x2F00, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1F))
_FOLDED = {
    char: folded
    for first, last in _BLOCKS
    for char in map(chr, range(first, last + 1))
    if (folded := unicodedata.normalize("NFKC", char)) != char
}
# The Kangxi forms that China prints otherwise.
_PRINTED = {"⼾": "户", "⾭": "青", "⿈": "黄"}
_TABLE = str.maketrans({**_FOLDED, **_RADICALS, **_PRINTED})


def plain(text: str) -> str:
    """Return ``text`` with the characters that are meant: ``⾯⻔`` is ``面门``, ``ﬁ`` is ``fi``. All else stays as it is."""
    return text if text.isascii() else text.translate(_TABLE)
