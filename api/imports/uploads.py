"""The bytes of imported files, in the data folder: ``imports/<job>/<number>``."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from knowledge.errors import NotFound

_PIECE = 1024 * 1024


class Uploads:
    """Keeps the files of jobs. Several machines that share jobs share this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, job_id: str, n: int) -> Path:
        """Return where a file of a job lies."""
        return self._folder / job_id / str(n)

    def existing(self, job_id: str, n: int) -> Path:
        """Return where a file of a job lies.

        Raises:
            NotFound: it is not on this machine, or was cleared away.
        """
        path = self.path(job_id, n)
        if not path.is_file():
            raise NotFound("原文件已经清理，或者不在这台机器上", remedy="请重新导入")
        return path

    def has(self, job_id: str) -> bool:
        """Whether the files of a job are on this machine."""
        return (self._folder / job_id).is_dir()

    async def keep(self, job_id: str, n: int, pieces: AsyncIterator[bytes]) -> int:
        """Write a file piece by piece and return its size."""
        path, size = self.path(job_id, n), 0
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        with path.open("wb") as target:  # each write is handed to a thread below
            async for piece in pieces:
                size += len(piece)
                await asyncio.to_thread(target.write, piece)
        return size

    def forget(self, job_id: str) -> None:
        """Delete the files of a job."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)
