"""Whatever people do, places are those of a queue kept by hand; on both databases."""

import random
from dataclasses import dataclass, field

import pytest
from waiting_desk import Desk

from api.handover.rules import handover_rules
from api.handover.standing import Standings
from api.handover.states import CloseReason
from api.handover.telling import Telling
from api.handover.transfers import Destination, Transfers

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
STAFF = ("王芳", "李静")


@dataclass
class Model:
    """Two lines: who was given on, and who waits for the first time; and who has what."""

    front: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def leave(self, name: str) -> None:
        self.order.append(name)
        self.back.append(name)

    def take(self, name: str, person: str) -> None:
        (self.front if name in self.front else self.back).remove(name)
        self.taken[name] = person

    def give_on(self, name: str) -> None:
        del self.taken[name]
        self.front = sorted([*self.front, name], key=self.order.index)

    @property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate([*self.front, *self.back], 1)}


@pytest.mark.parametrize("seed", range(3))
async def test_places_are_true_whatever_happens(desk: Desk, seed: int) -> None:
    chance, model = random.Random(seed), Model()
    standings = Standings(desk.database, desk.clock, handover_rules())
    transfers = Transfers(desk.database, desk.clock, handover_rules().sentences, Telling(desk.clock, desk.post))
    for person in STAFF:
        await desk.staff(person, "图书馆")
    for _ in range(25):
        desk.later(0.01)
        step = chance.choice(["leave", "leave", "take", "give_on", "close"])
        if step == "leave":
            model.leave(await desk.left())
        elif step == "take" and model.places:
            name, person = chance.choice(list(model.places)), chance.choice(STAFF)
            await desk.handover.take(name, person)
            model.take(name, person)
        elif step == "give_on" and model.taken:
            name, person = chance.choice(list(model.taken.items()))
            await transfers.transfer(name, person, Destination(department="图书馆"))
            model.give_on(name)
        elif step == "close" and model.taken:
            name, person = chance.choice(list(model.taken.items()))
            await desk.handover.close(name, person, CloseReason.ANSWERED)
            del model.taken[name]
    async with desk.database.read() as session:
        queue = await standings.queue(session)
    assert dict(queue.places) == model.places
    for name, place in model.places.items():
        assert (await standings.of(name)).position == place
