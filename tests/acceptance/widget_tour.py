"""Everything that can be opened in the widget, one after the other, and what is looked at in each state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.acceptance.citizen import CitizenPage
from tests.acceptance.service import Service

RULE = """# 示例市家庭雨水收集补助办法

示政办〔2026〕3号

## 第一章 总则

第一条 为了鼓励家庭收集雨水，制定本办法。

第二条 本办法适用于示例市行政区域内的家庭雨水收集设施。

## 第二章 补助

第三条 家庭安装雨水收集桶的，每户补助三百元，一户只补助一次。

第四条 申请雨水收集补助应当提交身份证明、安装照片和购买凭证。

第五条 本办法自2026年3月1日起施行，有效期至2031年2月28日。
"""
QUESTION = "家庭装雨水收集桶补助多少钱"
BEGINNING = "高龄津贴"


def publish_rule(service: Service, folder: Path) -> None:
    """Bring in an invented document whose clauses can be opened."""
    path = folder / "rule.md"
    path.write_text(RULE, "utf-8")
    service.run("import", path, "--publish")


@dataclass(frozen=True, slots=True)
class Tour:
    """The way through the widget of one page."""

    page: Page

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def states(self) -> Iterator[str]:
        """Bring about one state after the other; what is opened is closed again."""
        yield "start"
        self.part("message-box").press_sequentially(BEGINNING)
        expect(self.part("suggestion").first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        yield "suggestions"
        CitizenPage(self.page).ask(QUESTION)
        yield "answer"
        yield from self._opened("tools", self.part("tools").click, self._escape)
        yield from self._opened("clause", self._open_clause, self._escape)
        self.part("unhelpful").first.click()
        yield "reasons"
        self.part("reason-wrong").check()
        self.part("reason-send").click()
        expect(self.part("feedback-change")).to_be_visible()
        yield "rated"
        self.part("tools").click()
        self.part("tool-person").click()
        expect(self.part("person-question")).to_have_value(QUESTION)
        yield "person form"
        self.part("person-send").click()
        expect(self.part("person-receipt")).to_be_visible()
        yield "receipt"

    def _opened(self, name: str, opening: Callable[[], None], closing: Callable[[], None]) -> Iterator[str]:
        opening()
        yield name
        closing()

    def _open_clause(self) -> None:
        self.part("open-clause").first.click()
        expect(self.part("cited-clause")).to_contain_text("每户补助三百元")

    def _escape(self) -> None:
        self.page.keyboard.press("Escape")


def in_every_root(script: str) -> str:
    """Return a script that calls ``visit(root, found)`` on the document and every shadow root, and returns what is found."""
    return f"""() => {{
      const found = [];
      const visit = {script};
      const walk = (root) => {{
        visit(root, found);
        for (const element of root.querySelectorAll("*")) if (element.shadowRoot) walk(element.shadowRoot);
      }};
      walk(document);
      return found;
    }}"""


SMALL_TARGETS = in_every_root("""(root, found) => {
  const inText = (element) => element.matches("p a, li a, td a, dd a");
  for (const element of root.querySelectorAll("a[href], button, select, textarea, input, summary, [role=option]")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || inText(element)) continue;
    const target = element.matches("[type=radio]") ? element.closest("label") : element;
    const { width, height } = target.getBoundingClientRect();
    if (width < 24 || height < 24) found.push(`${element.outerHTML.slice(0, 80)} ${width}x${height}`);
  }
}""")
LOW_BUTTONS = in_every_root("""(root, found) => {
  for (const element of root.querySelectorAll("button:not(.link), select")) {
    const { height } = element.getBoundingClientRect();
    if (element.checkVisibility() && height < 44 && !element.closest("[data-small]")) found.push(`${element.textContent.trim()} ${height}`);
  }
}""")
SPACED = in_every_root("""(root) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}""")
CUT_TEXT = in_every_root("""(root, found) => {
  for (const element of root.querySelectorAll("button, a, p, h2, h3, label, b, [role=option]")) {
    if (!element.checkVisibility() || element.matches(".hidden") || getComputedStyle(element).clipPath !== "none") continue;
    const style = getComputedStyle(element);
    const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && style.overflowX !== "visible";
    const box = element.getBoundingClientRect();
    const outside = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
    if (cut || outside) found.push(`${element.textContent.trim().slice(0, 30)} ${box.left}..${box.right}`);
  }
}""")
FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  let hit = document.elementFromPoint(x, y);
  for (let inner = hit; inner?.shadowRoot && inner !== (hit = inner.shadowRoot.elementFromPoint(x, y) ?? inner); ) inner = hit;
  const holds = (outer, inner) => {
    for (let node = inner; node; node = node.parentNode ?? node.host) if (node === outer) return true;
    return false;
  };
  const shown = hit && (holds(element, hit) || holds(hit, element));
  const name = element.dataset?.testid || element.getAttribute("name") || element.id || element.tagName.toLowerCase();
  return { name, shown: Boolean(shown), hit: hit?.tagName, outline: getComputedStyle(element).outlineStyle };
}"""
