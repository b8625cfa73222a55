"""Who is asking on the website: the visitor of the token in ``X-Visitor-Token``."""

from typing import Annotated

from fastapi import Depends, Header

from api.http.state import StateDep
from api.visitors.tokens import VisitorUnknown

HEADER = "x-visitor-token"


async def visitor(state: StateDep, x_visitor_token: Annotated[str, Header(max_length=200)] = "") -> str:
    """Return the visitor's id; empty without a token.

    Raises:
        VisitorUnknown: there is a token, and it does not hold.
    """
    return state.visitors.visitor_of(x_visitor_token) if x_visitor_token else ""


async def known_visitor(visitor_id: Annotated[str, Depends(visitor)]) -> str:
    """Return the visitor's id.

    Raises:
        VisitorUnknown: there is no token, or it does not hold.
    """
    if not visitor_id:
        raise VisitorUnknown("需要访客凭证")
    return visitor_id


VisitorDep = Annotated[str, Depends(visitor)]
KnownVisitorDep = Annotated[str, Depends(known_visitor)]
