"""A process of the service that plans and carries out, to be killed: ``python planning_program.py URL [SECONDS]``."""

import asyncio
import sys
from datetime import timedelta

from hotline_staff import ADMIN, SilentIndex, written

from api.chores.lease import Leases
from api.chores.runner import ChoreRunner
from api.curation.chores import CurationChores
from api.curation.service import CurationService
from api.db.engine import Database
from knowledge.clock import new_id, utc_now


async def main(url: str, seconds: float) -> None:
    """Plan to publish an entry in so many seconds and name it, unless that is 0; then do what is due, without end."""
    database = Database(url)
    desk = CurationService(database, SilentIndex(), utc_now, 1)
    if seconds:
        entry_id = await written(desk, who=ADMIN)
        await desk.publish(ADMIN, entry_id, 1, at=utc_now() + timedelta(seconds=seconds))
        sys.stdout.write(f"{entry_id}\n")
        sys.stdout.flush()
    await ChoreRunner(Leases(database, utc_now, new_id()), CurationChores(desk).all()).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2])))
