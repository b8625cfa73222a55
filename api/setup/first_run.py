"""Everything before the first question, each part skipped when it is done already."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from api.accounts.service import AccountService
from api.db.engine import Database
from api.db.migrate import migrate
from api.settings import Settings
from api.setup.marks import digest_of, is_marked, mark
from api.setup.regions import seed_departments, seed_regions
from api.setup.samples import SAMPLES, import_samples
from api.setup.training import is_trained, require_interpreter, train
from knowledge.clock import utc_now
from knowledge.errors import Unavailable
from knowledge.regions.loader import load_regions

_FREE_BYTES_NEEDED = 500 * 1024 * 1024


class DiskFull(Unavailable):
    """磁盘空间不足"""

    code = "disk_full"


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What a set-up did. ``password`` is the first administrator's, only when the account was made now."""

    changed_entries: int
    trained: bool
    password: str | None


async def prepare(settings: Settings, say: Callable[[str], None]) -> SetupReport:
    """Bring data folder, database, samples and dialogue model up to date.

    Raises:
        DiskFull: less than 500 MB are free.
        Unavailable: there is no interpreter for Rasa.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    check_disk(settings)
    if not settings.rasa_url:
        require_interpreter(settings)
    say("数据库")
    database = Database(settings.resolved_database_url)
    try:
        await migrate(database)
        await seed_regions(database, load_regions())
        say("示例知识")
        changed = await _samples(database)
        password = await AccountService(database, utc_now).first_administrator()
    finally:
        await database.close()
    trained = not is_trained(settings)
    if trained:
        say("训练对话模型（约两分钟）")
        train(settings)
    return SetupReport(changed, trained, password)


async def _samples(database: Database) -> int:
    """Import the shipped samples unless this database has them already, word for word."""
    made_of = digest_of(SAMPLES)
    if await is_marked(database, "samples", made_of):
        return 0
    changed = await import_samples(database, utc_now)
    await seed_departments(database)
    await mark(database, "samples", made_of)
    return changed


def check_disk(settings: Settings) -> None:
    """Refuse to start where writing would soon fail.

    Raises:
        DiskFull: less than 500 MB are free.
    """
    free = shutil.disk_usage(settings.data_dir).free
    if free < _FREE_BYTES_NEEDED:
        raise DiskFull(f"{settings.data_dir} 所在磁盘只剩 {free // 2**20} MB", remedy="至少需要 500 MB，请清理后重试")
