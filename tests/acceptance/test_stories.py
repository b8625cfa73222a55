"""Conversations of several turns, end to end: through the dialogue engine, and without it."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import pytest

from api.conversations.schemas import TurnReply
from api.conversations.service import Question
from api.service import build_service
from api.settings import Settings
from knowledge.regions.loader import load_regions
from tests.acceptance.service import Service
from tests.acceptance.stories import Story, Turn, all_stories, misses

STORIES = all_stories()
WITHOUT_ENGINE = [story for story in STORIES if not story.needs_engine]
REGIONS = load_regions()
T = TypeVar("T")


@pytest.fixture(scope="module")
def prepared(first_start: Service, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the samples, as the first start left it."""
    folder = tmp_path_factory.mktemp("stories") / "data"
    shutil.copytree(first_start.data_dir, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def without_engine(prepared: Path) -> Iterator[Callable[[Question], TurnReply]]:
    """Ask the service with nothing where the dialogue engine should be.

    Its event loop runs in a thread of its own: the one of the tests may be the browser's.
    """
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def run(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    service = build_service(Settings(_env_file=None, data_dir=prepared))
    state, _ = run(service.__aenter__())
    yield lambda question: run(state.turns.take(question))
    run(service.__aexit__(None, None, None))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


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


@pytest.mark.parametrize("story", WITHOUT_ENGINE, ids=[story.story for story in WITHOUT_ENGINE])
def test_without_the_engine(without_engine: Callable[[Question], TurnReply], prepared: Path, story: Story) -> None:
    conversation = ""
    for turn in story.turns:
        reply = without_engine(Question(turn.says, conversation))
        conversation = reply.conversation_id
        check(turn, reply.model_dump(mode="json"), prepared, degraded=True)
