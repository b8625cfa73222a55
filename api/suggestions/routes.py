"""The route that offers questions while a citizen types."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from api.conversations.schemas import MAX_MESSAGE
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled
from api.throttling.rules import Kind

router = APIRouter(prefix="/api/suggestions", tags=["市民咨询"])


class SuggestionOut(BaseModel):
    """One published question."""

    model_config = ConfigDict(from_attributes=True)

    text: str
    entry_id: str


class SuggestionsOut(BaseModel):
    """The best first."""

    suggestions: list[SuggestionOut]


@router.get("", responses=problem_responses(422, 429), dependencies=[Depends(Throttled(Kind.SUGGESTION))])
async def suggest(
    state: StateDep,
    q: Annotated[str, Query(max_length=MAX_MESSAGE)] = "",
    region: Annotated[str, Query(max_length=12)] = "",
) -> SuggestionsOut:
    """Return published questions that begin with, hold or sound like what was typed. What was typed is not kept."""
    found = await state.suggestions.suggest(q, region)
    return SuggestionsOut(suggestions=[SuggestionOut.model_validate(question) for question in found])
