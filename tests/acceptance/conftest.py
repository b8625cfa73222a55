"""The running service and a browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.acceptance.lending import lend_vectors
from tests.acceptance.service import Service
from tests.between_workers import made_once, shared_folder

FIRST_START_SECONDS, START_SECONDS = 900.0, 300.0  # who waits longer waits for nothing
CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Starting = Callable[..., AbstractContextManager[Service]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.acceptance)


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, model_dir: Path, dialogue_model: Path) -> Service:
    """A service that was started on a folder with the two models and the vectors known, and stopped: database and samples are there."""

    def start(folder: Path) -> None:
        (folder / "models").symlink_to(model_dir.resolve().parent)
        shutil.copytree(dialogue_model.parent, folder / "dialogue")
        lend_vectors(model_dir.parents[1], folder)
        service = Service(folder)
        try:
            service.start(FIRST_START_SECONDS).stop()
        finally:
            service.kill()

    return Service(made_once(shared_folder(tmp_path_factory) / "first", start))


@pytest.fixture(scope="session")
def starting(first_start: Service, tmp_path_factory: pytest.TempPathFactory) -> Starting:
    """Starts a service on a copy of what the first start prepared, with settings of its own, and stops it with Ctrl-C."""

    @contextmanager
    def start(**variables: str) -> Iterator[Service]:
        folder = tmp_path_factory.mktemp("service") / "data"
        shutil.copytree(first_start.data_dir, folder, symlinks=True)
        service = Service(folder, variables=variables)
        try:
            yield service.start(START_SECONDS)
            service.stop()
        finally:
            service.kill()

    return start


@pytest.fixture(scope="session")
def service(starting: Starting) -> Iterator[Service]:
    """The service that most tests share."""
    with starting() as started:
        yield started


@pytest.fixture
def own_service(starting: Starting) -> Iterator[Service]:
    """A service for a test that does it harm."""
    with starting() as started:
        yield started


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium with a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """A tab that has seen nothing, on a desk's screen."""
    with browser.new_context(
        base_url=service.address, locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield context.new_page()
