"""Find the article in a page by the density of its text."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_SHARE = 0.7
_CONTAINERS = frozenset({"html", "body", "div", "section", "article", "main", "center", "table", "tbody", "tr", "td"})


@dataclass(slots=True)
class _Measure:
    """The characters below a node that are no link text, and its children that have any."""

    node: LexborNode
    weight: int = 0
    children: list["_Measure"] = field(default_factory=list)


def article_body(root: LexborNode | None) -> LexborNode | None:
    """Return the smallest container that holds most of the text which is not links.

    A container is left for its child while that child holds at least 70 % of the text: what is around it then is
    the page's own furniture.
    """
    if root is None:
        return None
    measure = _measured(root)
    while measure.weight:
        heaviest = max(measure.children, key=lambda child: child.weight, default=None)
        if heaviest is None or heaviest.weight < _SHARE * measure.weight or not _holds_paragraphs(heaviest):
            break
        measure = heaviest
    return measure.node


def text_weight(node: LexborNode) -> int:
    """Return how many characters below a node are no text of links: lists of links are no article."""
    return _measured(node).weight


def _holds_paragraphs(measure: _Measure) -> bool:
    """A cell is a container where a page is laid out by tables, and text where it stands in a table of figures."""
    tag = measure.node.tag
    return tag in _CONTAINERS and (tag != "td" or len(measure.children) > 2)


def _measured(root: LexborNode) -> _Measure:
    """Measure every container once, children before parents, without recursion."""
    top = _Measure(root)
    order = [top]
    for measure in order:
        for child in measure.node.iter(include_text=True):
            if child.tag == "-text":
                measure.weight += len((child.text_content or "").strip())
            elif child.tag != "a":
                measure.children.append(_Measure(child))
        order.extend(measure.children)
    for measure in reversed(order):
        measure.weight += sum(child.weight for child in measure.children)
    return top
