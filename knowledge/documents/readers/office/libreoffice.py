"""LibreOffice, as a converter that fetches nothing and runs nothing."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.documents.errors import NeedsOffice, TooLarge, UnreadableDocument
from knowledge.documents.limits import Limits, limits

PROFILE = Path(__file__).with_name("profile.xcu")
_PROGRAMS = ("soffice", "libreoffice")


class LibreOffice:
    """Runs ``soffice`` without a window, each time in a profile of its own; what hangs is killed with its children."""

    def __init__(self, bounds: Limits | None = None, which: Callable[[str], str | None] = shutil.which) -> None:
        self._bounds = bounds or limits()
        self._which = which

    def to_docx(self, data: bytes, name: str) -> bytes:
        """Convert in a folder that is gone afterwards."""
        program = next(filter(None, map(self._which, _PROGRAMS)), None)
        if program is None:
            raise NeedsOffice(
                f"“{name}”是旧版 Word 或 WPS 文件，本机没有读取它的 LibreOffice。",
                remedy="请用 Word 或 WPS 另存为 docx 后导入；也可以请管理员安装 LibreOffice。",
            )
        with TemporaryDirectory(prefix="yihaoda-office-") as folder:
            return self._convert(program, data, name, Path(folder))

    def _convert(self, program: str, data: bytes, name: str, folder: Path) -> bytes:
        suffix = ".rtf" if data.startswith(b"{\\rtf") else ".doc"  # by the bytes: LibreOffice goes by the name
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_bytes(PROFILE.read_bytes())
        command = [
            program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        self._run(command, name)
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise UnreadableDocument(f"“{name}”不能转换为 docx。", remedy="请用 Word 或 WPS 另存为 docx 后导入。")
        return made.read_bytes()

    def _run(self, command: list[str], name: str) -> None:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            running.wait(self._bounds.office_seconds)
        except subprocess.TimeoutExpired:
            seconds = self._bounds.office_seconds
            raise TooLarge(
                f"“{name}”转换了 {seconds} 秒还没有完成，已停止。", remedy="请另存为 docx 后导入。"
            ) from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
