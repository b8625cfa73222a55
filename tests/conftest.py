"""Fixtures that every tier uses."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

from api.settings import Settings
from api.setup.training import is_trained, train

hypothesis.settings.register_profile("yihaoda", deadline=None)  # a loaded machine is not a failure
hypothesis.settings.load_profile("yihaoda")

ROOT = Path(__file__).resolve().parents[1]
IN_CI = bool(os.environ.get("YIHAODA_CI"))


def missing(reason: str) -> NoReturn:
    """Skip a test for want of something; in CI nothing may be wanting, so there it fails."""
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real texts and questions; they are not ours to publish, so a checkout may lack them."""
    folder = Path(os.environ.get("YIHAODA_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        missing(f"no real data at {folder}: set YIHAODA_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The offline embedding model, made at set-up."""
    folder = Path(os.environ.get("YIHAODA_DATA_DIR", ROOT / "var")) / "models" / "multilingual-e5-small"
    if not folder.is_dir():
        missing(f"no embedding model at {folder}: run make setup")
    return folder


@pytest.fixture(scope="session")
def dialogue_model() -> Path:
    """The dialogue model made of what is in the tree, as an installation trains it: once for all tests, in the data folder."""
    settings = Settings()
    if not settings.bot_python.exists():
        missing(f"no dialogue environment at {settings.bot_python}: run make setup")
    if not is_trained(settings):
        train(settings)
    return settings.dialogue_model


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("no Chromium on PATH")
    return found
