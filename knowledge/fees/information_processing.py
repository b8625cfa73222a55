"""政府信息公开信息处理费: the arithmetic of 国办函〔2020〕109号, articles 4 (per item) and 5 (per page).

Progressive bands (超额累进). The agency chooses one of the two for each request, and whether to charge at all.
"""

from enum import StrEnum

from knowledge.errors import InvalidInput

TITLE = "政府信息公开信息处理费管理办法"
DOCUMENT_NUMBER = "国办函〔2020〕109号"
MAX_QUANTITY = 1_000_000

_ITEM_BANDS = ((10, 0), (30, 100))  # up to this many items in one month: yuan each
_ITEM_BAND_WIDTH = 10  # from item 31 on, each band of ten costs 100 yuan more an item
_PAGE_BANDS = ((30, 0), (100, 10), (200, 20))
_PAGE_TOP_RATE = 40


class FeeMethod(StrEnum):
    """How the fee is counted."""

    ITEM = "item"
    PAGE = "page"


def fee(method: FeeMethod, quantity: int) -> int:
    """Return the fee in yuan.

    ``quantity`` is the number of requests of one applicant in one calendar month, or of pages of one request.

    Raises:
        InvalidInput: the quantity is negative or beyond any real request.
    """
    if not 0 <= quantity <= MAX_QUANTITY:
        raise InvalidInput(f"数量应在 0 到 {MAX_QUANTITY} 之间")
    return _item_fee(quantity) if method is FeeMethod.ITEM else _page_fee(quantity)


def clause(method: FeeMethod) -> str:
    """Return the article that lays the method down."""
    return "第四条" if method is FeeMethod.ITEM else "第五条"


def _banded(quantity: int, bands: tuple[tuple[int, int], ...]) -> int:
    total, below = 0, 0
    for upper, rate in bands:
        total += max(0, min(quantity, upper) - below) * rate
        below = upper
    return total


def _item_fee(items: int) -> int:
    total, rate = _banded(items, _ITEM_BANDS), 100
    beyond = items - _ITEM_BANDS[-1][0]
    while beyond > 0:
        rate += 100
        total += min(beyond, _ITEM_BAND_WIDTH) * rate
        beyond -= _ITEM_BAND_WIDTH
    return total


def _page_fee(pages: int) -> int:
    return _banded(pages, _PAGE_BANDS) + max(0, pages - _PAGE_BANDS[-1][0]) * _PAGE_TOP_RATE
