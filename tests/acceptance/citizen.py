"""The citizen's page, as a citizen uses it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT

_AXE = ROOT / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
ANSWER_MILLISECONDS = 15_000


@dataclass(frozen=True, slots=True)
class CitizenPage:
    """The page with the consultation widget."""

    page: Page

    def open(self) -> "CitizenPage":
        self.page.goto("/")
        expect(self.page.get_by_test_id("message-box")).to_be_visible()
        return self

    def ask(self, question: str) -> Locator:
        """Type a question, send it, return the answer when it is there."""
        return self.answer_to(lambda: self._send(question))

    def answer_to(self, action: Callable[[], None]) -> Locator:
        """Do what asks a question, return the answer when it is there."""
        answers = self.page.get_by_test_id("answer")
        before = answers.count()
        action()
        expect(answers).to_have_count(before + 1, timeout=ANSWER_MILLISECONDS)
        return answers.nth(before)

    def _send(self, question: str) -> None:
        self.page.get_by_test_id("message-box").fill(question)
        self.page.get_by_test_id("send").click()


def outcome(answer: Locator) -> str:
    return answer.get_attribute("data-outcome") or ""


def citations(answer: Locator) -> list[str]:
    """Return each citation as it is read: title, number and article on one line."""
    return [" ".join(found.locator("p").all_inner_texts()) for found in answer.get_by_test_id("citation").all()]


def cites(answer: Locator, title: str, article: str) -> bool:
    return any(f"《{title}》" in text and article in text for text in citations(answer))


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical."""
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {[node['target'] for node in fault['nodes']]}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def picture(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")
