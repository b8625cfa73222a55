"""Old Word and WPS files: converted by LibreOffice, where it is installed, and read as docx."""

import contextlib
import io
import os
import shutil
import signal
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Protocol

import olefile

from knowledge.documents.errors import ContainsMacros, EncryptedDocument, NeedsOffice, TooLarge, UnreadableDocument
from knowledge.documents.limits import Limits, limits
from knowledge.documents.readers.docx.reader import DocxReader
from knowledge.documents.readers.port import RawText

_RICH_TEXT = b"{\\rtf"  # many a .doc is one
_PROGRAMS = ("soffice", "libreoffice")
_ENCRYPTED = 0x0100  # of the flags in the header of the WordDocument stream ([MS-DOC] 2.5.2)
_BROKEN = (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error)


class Converter(Protocol):
    """Turns an office file into a docx."""

    def to_docx(self, data: bytes, name: str) -> bytes:
        """Return the docx.

        Raises:
            NeedsOffice: there is no program for it.
            UnreadableDocument: the program made nothing of the file.
            TooLarge: it took too long.
        """
        ...


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
        source = folder / f"document{PurePath(name).suffix.lower() or '.doc'}"
        source.write_bytes(data)
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


class OfficeReader:
    """Reads doc and wps through a converter; macros and passwords are refused before it sees the file."""

    suffixes = frozenset({".doc", ".wps"})

    def __init__(self, converter: Converter | None = None, docx: DocxReader | None = None) -> None:
        self._converter = converter or LibreOffice()
        self._docx = docx or DocxReader()

    def read(self, data: bytes, name: str) -> RawText:
        """Convert and read.

        Raises:
            EncryptedDocument, ContainsMacros: what the file is.
            NeedsOffice, UnreadableDocument, TooLarge: see ``Converter``.
        """
        if not data.startswith(_RICH_TEXT):
            _check(data, name)
        return self._docx.read(self._converter.to_docx(data, name), name)


def _check(data: bytes, name: str) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            has_macros = any(
                path[0].lower() in {"macros", "_vba_project_cur"} for path in container.listdir(storages=True)
            )
            header = container.openstream("WordDocument").read(12) if container.exists("WordDocument") else b""
    except _BROKEN:
        raise UnreadableDocument(f"“{name}”损坏或者不完整，打不开。", remedy="请重新下载或者重新保存后导入。") from None
    if has_macros:
        raise ContainsMacros(f"“{name}”里有宏，没有读取。", remedy="请另存为不带宏的 docx 后导入。")
    if len(header) == 12 and struct.unpack_from("<H", header, 10)[0] & _ENCRYPTED:
        raise EncryptedDocument(f"“{name}”有密码，不能读取。", remedy="请去掉密码后重新导入。")
