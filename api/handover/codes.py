"""Consult codes as people read them out and type them."""

import re
from unicodedata import normalize

from api.conversations.repository import CODE_ALPHABET, CODE_LENGTH

# How digits are said in Chinese, on the telephone too. 零, 幺 and 八 are missing: no code has a 0, 1 or 8.
_SAID = str.maketrans("二两贰三叁四肆五伍六陆七柒拐九玖勾", "22233445566777999")
_AROUND = re.compile(r"咨询编号|咨询码|编号|号码|[\W_]|是", re.UNICODE)


def read_code(said: str) -> str:
    """Return the consult code that is meant: any case, full width, with gaps, digits in Chinese; empty where it is none."""
    code = _AROUND.sub("", normalize("NFKC", said[:100]).translate(_SAID)).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else ""
