"""Documents written for these tests; the city, its offices and its rules are invented."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document

FOLDER = Path(__file__).parents[3] / "data" / "documents"


@pytest.fixture(scope="session")
def sample() -> Callable[[str], ParsedDocument]:
    return lambda name: read_document(FOLDER / name)
