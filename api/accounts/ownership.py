"""Records of the own department and region: the one question every route that changes a record asks."""

from api.accounts.account import Account
from api.accounts.errors import NotYours


def ensure_owns(account: Account, department: str, region: str) -> None:
    """Let a change pass when the record is the person's own.

    Raises:
        NotYours: it belongs to another department or region.
    """
    if not account.owns(department, region):
        raise NotYours(remedy=f"这个条目属于“{department or '未填部门'}”")
