"""Day One's richer form of a text, in pieces with attributes, as Markdown."""

from collections.abc import Iterator, Mapping

from journal.errors import NotReadable
from journal.imports.plain import json_in

_RULES = frozenset({"horizontalRuleLine", "horizontalLineRule"})
_FENCE = "```"
_DEEPEST = 6
Attributes = Mapping[str, object]


def markdown_of(held: object) -> str:
    """Return the words of an entry's richer form: JSON in a text, or what it holds.

    Headings, lists, quotes and links keep their marks; how letters look does not
    count. What stands between the words is named by an address of Day One's.
    """
    if isinstance(held, str):
        try:
            held = json_in(held.encode("utf-8", "replace"))
        except NotReadable:
            return ""
    match held:
        case {"contents": list(pieces)}:
            lines = _Lines()
            for piece in pieces:
                if isinstance(piece, dict):
                    lines.add(piece)
            return lines.text()
        case _:
            return ""


class _Lines:
    """Pieces put together line by line; each line is marked as its first piece says."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._about: Attributes = {}
        self._in_code = False

    def add(self, piece: Mapping[str, object]) -> None:
        """Take in the next piece."""
        for thing in _embedded(piece):
            self._end()
            self._fence(within=False)
            self._done.append(thing)
        text = piece.get("text")
        if not isinstance(text, str) or not text:
            return
        attributes = _mapping(piece.get("attributes"))
        about = _mapping(attributes.get("line"))
        if self._line and not _is_one_line(self._about, about):
            self._end()
        first, *rest = text.split("\n")
        self._put(first, attributes, about)
        for line in rest:
            self._end(even_empty=True)
            self._put(line, attributes, about)

    def text(self) -> str:
        """Return what was taken in."""
        self._end()
        self._fence(within=False)
        return "\n".join(self._done)

    def _put(self, text: str, attributes: Attributes, about: Attributes) -> None:
        if not text:
            return
        if not self._line:
            self._about = about
        link = attributes.get("linkURL")
        if isinstance(link, str) and link.startswith("http") and link != text:
            text = f"[{text}]({link})"
        self._line.append(text)

    def _end(self, *, even_empty: bool = False) -> None:
        if not self._line and not even_empty:
            return
        about = self._about if self._line else {}
        is_code = about.get("codeBlock") is True
        self._fence(within=is_code)
        mark = "" if is_code else _mark(about)
        self._done.append(mark + "".join(self._line))
        self._line, self._about = [], {}

    def _fence(self, *, within: bool) -> None:
        if within != self._in_code:
            self._done.append(_FENCE)
            self._in_code = within


def _is_one_line(before: Attributes, after: Attributes) -> bool:
    """Whether two pieces with no line end between them stand on one line."""
    if not before and not after:
        return True
    told = before.get("identifier")
    return told is not None and told == after.get("identifier")


def _mark(about: Attributes) -> str:
    level = about.get("indentLevel")
    deep = level - 1 if isinstance(level, int) and 1 <= level <= _DEEPEST else 0
    before = "> " if about.get("quote") is True else "  " * deep
    match about.get("listStyle"):
        case "bulleted":
            return f"{before}- "
        case "numbered":
            return f"{before}{str(about.get('listIndex', 1))[:4]}. "
        case "checkbox":
            return f"{before}- [{'x' if about.get('checked') is True else ' '}] "
        case _:
            pass
    header = about.get("header")
    if isinstance(header, int) and 1 <= header <= _DEEPEST:
        return "#" * header + " "
    return "> " if about.get("quote") is True else ""


def _embedded(piece: Mapping[str, object]) -> Iterator[str]:
    """Yield what stands between the words, as Day One's Markdown has it."""
    things = piece.get("embeddedObjects")
    for thing in things if isinstance(things, list) else []:
        about = _mapping(thing)
        kind = about.get("type")
        told = about.get("markdown") or about.get("contents")
        if kind in _RULES:
            yield "---"
        elif isinstance(kind, str) and kind.isalpha() and about.get("identifier"):
            yield f"![](dayone-moment:/{kind[:20]}/0)"
        elif isinstance(told, str):
            is_code = kind == "renderableCodeBlock"
            yield f"{_FENCE}\n{told}\n{_FENCE}" if is_code else told


def _mapping(held: object) -> Attributes:
    return held if isinstance(held, dict) else {}
