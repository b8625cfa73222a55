"""Records of the own department and region: the one question every route that changes a record asks."""

from api.accounts.account import Account
from api.accounts.errors import NotYours


def ensure_owns(account: Account, department: str, region: str) -> None:
    """Let a change pass when the record is the person's own.

    Raises:
        NotYours: it belongs to another department or region.
    """
    if not account.owns(department, region):
        raise NotYours(f"这条记录属于{department or '未指定部门'}，不在您的职责范围内")
