"""The route that a widget asks first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.conversations.schemas import MAX_MESSAGE
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.switches.names import Switchable
from api.throttling.gate import Throttled
from api.throttling.rules import Kind
from api.widget.schemas import LimitsOut, PersonOut, RegionOut, WidgetOut
from api.widget.words import DEFAULT, widget_words

router = APIRouter(prefix="/api/widget", tags=["市民咨询"])


@router.get("", responses=problem_responses(422, 429), dependencies=[Depends(Throttled(Kind.READING))])
async def widget(
    state: StateDep,
    site: Annotated[str, Query(max_length=60)] = "",
    lang: Annotated[str, Query(max_length=20)] = DEFAULT,
) -> WidgetOut:
    """Return how the widget of a site begins: open or closed, what is announced, and its words in a language."""
    words = widget_words()
    opening = words.opening(site, lang)
    notice = await state.switches.closed(Switchable.WEB)
    announcements = await state.switches.announcements(Switchable.WEB)
    return WidgetOut(
        open=notice is None,
        notice=notice or "",
        announcements=[announcement.text for announcement in announcements],
        greeting=opening.greeting,
        ai_notice=opening.ai_notice,
        hotline=words.hotline,
        examples=list(opening.examples),
        regions=[RegionOut(code=region.code, name=region.name) for region in state.regions.all()],
        limits=LimitsOut(message=MAX_MESSAGE),
        person=PersonOut(open=state.handover.service.is_open),
    )
