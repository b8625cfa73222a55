"""Conversations of several turns, end to end: through the dialogue engine, and without it."""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.conversations.service import Question
from api.http.state import ServiceState
from api.service import build_service
from api.settings import Settings
from knowledge.regions.loader import load_regions
from tests.acceptance.service import Service
from tests.acceptance.stories import Story, Turn, all_stories, misses

STORIES = all_stories()
WITHOUT_ENGINE = [story for story in STORIES if not story.needs_engine]
REGIONS = load_regions()


@pytest.fixture(scope="module")
def prepared(first_start: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the samples, as the first start left it."""
    folder = tmp_path_factory.mktemp("stories") / "data"
    shutil.copytree(first_start.data_dir, folder, symlinks=True)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def without_engine(prepared: Path) -> AsyncIterator[ServiceState]:
    """The service with nothing where the dialogue engine should be."""
    async with build_service(Settings(_env_file=None, data_dir=prepared)) as (state, _executor):
        yield state


def region_of(data_dir: Path, turn_id: str) -> str:
    """Return the name of the region that a turn was answered for, as its record has it."""
    with closing(sqlite3.connect(f"file:{data_dir / 'yihaoda.db'}?mode=ro", uri=True)) as database:
        (provenance,) = database.execute(
            "SELECT provenance FROM answer_records WHERE turn_id = ?", (turn_id,)
        ).fetchone()
    code = json.loads(provenance)["region"]
    return REGIONS[code].name if code else ""


def check(turn: Turn, reply: Mapping[str, Any], data_dir: Path, *, degraded: bool) -> None:
    assert misses(turn, reply) == []
    if turn.region:
        assert region_of(data_dir, reply["message_id"]) == turn.region, turn.says
    if turn.answers:
        assert reply["degraded"] is degraded


def test_there_are_enough_of_them() -> None:
    assert len({story.story for story in STORIES}) == len(STORIES) >= 70
    assert len(WITHOUT_ENGINE) >= 40
    assert all(3 <= len(story.turns) <= 7 for story in STORIES)


@pytest.mark.parametrize("story", STORIES, ids=[story.story for story in STORIES])
def test_through_the_engine(service: Service, story: Story) -> None:
    conversation = None
    for turn in story.turns:
        reply = service.ask(turn.says, conversation)
        conversation = reply["conversation_id"]
        check(turn, reply, service.data_dir, degraded=False)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("story", WITHOUT_ENGINE, ids=[story.story for story in WITHOUT_ENGINE])
async def test_without_the_engine(without_engine: ServiceState, prepared: Path, story: Story) -> None:
    conversation = ""
    for turn in story.turns:
        reply = await without_engine.turns.take(Question(turn.says, conversation))
        conversation = reply.conversation_id
        check(turn, reply.model_dump(mode="json"), prepared, degraded=True)
