"""HTML as plain words, read leniently: whatever is not well nested is still read.

In one pass, so that no page takes long however it is made.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
_CLASS = re.compile(r"""\sclass\s{0,4}=\s{0,4}(?:"([^"]{0,400})"|'([^']{0,400})')""")
_END = re.compile("[\"'>]")
_SPACES = re.compile("[ \t\r\n\f\xa0]+")
_UNSHOWN = frozenset({"script", "style", "title", "head", "template"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_APART = frozenset(
    ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul")
)
_BLOCKS = _APART | {
    *("address", "article", "br", "dd", "div", "dl", "dt", "figure", "header", "hr"),
    *("li", "main", "section", "tr"),
}
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that opens something, or closes it."""

    name: str
    closes: bool
    classes: tuple[str, ...]


def pieces(page: str) -> Iterator[Tag | str]:
    """Yield the tags and texts of a page in their order; comments are passed over."""
    at = 0
    while at < len(page):
        start = page.find("<", at)
        if start < 0:
            break
        if start > at:
            yield _unescaped(page[at:start])
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            at = len(page) if end < 0 else end + 3
            continue
        found = _NAME.match(page, start)
        if found is None and page[start + 1 : start + 2] not in {"!", "?", "/"}:
            yield "<"
            at = start + 1
            continue
        end = _end_of_tag(page, start + 1)
        if end < 0:
            # A tag that never ends is none, and neither is what follows.
            yield _unescaped(page[start:])
            return
        at = end + 1
        if found is None:
            continue
        tag = _tag(page[start:end], found[1].casefold())
        if tag.name in _UNSHOWN and not tag.closes:
            at = _past(page, at, tag.name)
            continue
        yield tag
    yield _unescaped(page[at:])


def words_in(page: str) -> str:
    """Return the words of a page."""
    text = Lines()
    for piece in pieces(page):
        text.add(piece)
    return text.words()


class Lines:
    """Texts put together, each block on a line of its own."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]

    def add(self, piece: Tag | str) -> None:
        """Take in the next piece of a page."""
        if isinstance(piece, str):
            self._lines[-1].append(piece)
            return
        if piece.name in _BLOCKS:
            self._lines.append([])
        if piece.name in _APART and piece.closes:
            self._lines.append([])
        if piece.name == "li" and not piece.closes:
            self._lines[-1].append("- ")

    def words(self) -> str:
        """Return what was taken in, with no more than one line left free."""
        kept: list[str] = []
        for pieces_of in self._lines:
            line = _SPACES.sub(" ", "".join(pieces_of)).strip(" ")
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip("\n")


class Nesting:
    """Which of some classes a piece stands in, though tags may close in any order.

    Within the `opaque` one there is nothing else.
    """

    def __init__(self, known: frozenset[str], *, opaque: str) -> None:
        self._known = known
        self._opaque = opaque
        self._open: list[tuple[str, str | None]] = []

    def add(self, tag: Tag) -> None:
        """Follow a tag."""
        if tag.closes:
            names = [name for name, _ in self._open]
            if tag.name in names:
                last = len(names) - 1 - names[::-1].index(tag.name)
                del self._open[last:]
        elif tag.name not in _VOID and len(self._open) < _DEEPEST:
            known = next((one for one in tag.classes if one in self._known), None)
            known = self._opaque if self.within == self._opaque else known
            self._open.append((tag.name, known))

    @property
    def within(self) -> str | None:
        """The innermost class that is known."""
        return next((known for _, known in reversed(self._open) if known), None)


def _end_of_tag(page: str, at: int) -> int:
    """Return where a tag ends; a sign between quotation marks does not end it."""
    while True:
        found = _END.search(page, at)
        if found is None:
            return -1
        if found[0] == ">":
            return found.start()
        closing = page.find(found[0], found.end())
        if closing < 0:
            # An apostrophe that opens nothing.
            return page.find(">", found.end())
        at = closing + 1


def _tag(text: str, name: str) -> Tag:
    found = _CLASS.search(text)
    classes = (found[1] or found[2] or "").split() if found else []
    return Tag(name, text.startswith("</"), tuple(classes))


def _past(page: str, at: int, name: str) -> int:
    end = re.compile(rf"</{name}\b[^>]{{0,40}}>", re.IGNORECASE).search(page, at)
    return end.end() if end else len(page)


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:
        # A number of more digits than Python reads.
        return text
