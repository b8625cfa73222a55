"""OFD files written for tests (GB/T 33190-2016), set as official documents are."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from tests.written.pdf import wrapped
from tests.written.word import zipped

SPACE = "http://www.ofdspec.org/2016"
SIZE, LEADING, LEFT, TOP, PER_PAGE = 5.6, 9.9, 28.0, 37.0, 22


def ofd_of(paragraphs: Iterable[str], *, prefix: str = "ofd:", documents: int = 1) -> bytes:
    """Return an OFD file with the paragraphs over as many pages as they take, the same in each of its documents."""
    lines = [line for text in paragraphs for line in wrapped(text)]
    pages = [lines[start : start + PER_PAGE] for start in range(0, max(len(lines), 1), PER_PAGE)]
    contents = [
        page_of(*map(_text, range(len(page)), page), _number(n), prefix=prefix) for n, page in enumerate(pages, 1)
    ]
    return package(contents, prefix=prefix, documents=documents)


def package(
    contents: Sequence[str], *, prefix: str = "ofd:", documents: int = 1, templates: Sequence[str] = ()
) -> bytes:
    """Return an OFD file with these pages."""
    files = {"OFD.xml": _root("OFD", "".join(_body(n) for n in range(documents)), prefix)}
    listed = "".join(
        f'<ofd:TemplatePage ID="{900 + n}" BaseLoc="Tpls/Tpl_{n}/Content.xml"/>' for n in range(len(templates))
    )
    for document in range(documents):
        folder = f"Doc_{document}"
        pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        files[f"{folder}/Document.xml"] = _root(
            "Document", f"<ofd:CommonData>{area}{listed}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>", prefix
        )
        files |= {f"{folder}/Pages/Page_{n}/Content.xml": content for n, content in enumerate(contents)}
        files |= {f"{folder}/Tpls/Tpl_{n}/Content.xml": content for n, content in enumerate(templates)}
    return zipped(files)


def page_of(*objects: str, prefix: str = "ofd:", template: str = "") -> str:
    """Return a page with these objects."""
    below = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    layer = f'<ofd:Layer ID="1" Type="Body">{"".join(objects)}</ofd:Layer>'
    return _root("Page", f"{below}<ofd:Content>{layer}</ofd:Content>", prefix)


def text_object(text: str, x: float, y: float, size: float = SIZE, attributes: str = "") -> str:
    """Return a line of text whose base line begins at ``x``, ``y`` millimetres."""
    deltas = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="7" Boundary="{x} {y - size} 160 {size * 1.2}" Font="1" Size="{size}" {attributes}>'
        f'<ofd:TextCode X="0" Y="{size}" {deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return a ruled line."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {max(x1 - x0, 0.1)} {max(y1 - y0, 0.1)}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(row: int, line: tuple[int, str]) -> str:
    return text_object(line[1], LEFT + line[0] * SIZE, TOP + row * LEADING)


def _number(page: int) -> str:
    return text_object(f"- {page} -", 100, 280, 4.2)


def _body(document: int) -> str:
    return f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_{document}/Document.xml</ofd:DocRoot></ofd:DocBody>"


def _root(tag: str, content: str, prefix: str) -> str:
    """Some writers declare the prefix, some make the standard's the default namespace."""
    declared = f'xmlns:ofd="{SPACE}"' if prefix else f'xmlns="{SPACE}"'
    written = f"<ofd:{tag} {declared}>{content}</ofd:{tag}>"
    return written if prefix else written.replace("<ofd:", "<").replace("</ofd:", "</")
