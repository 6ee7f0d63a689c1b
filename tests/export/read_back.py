"""What can be read in each format, taken back out of its bytes."""

from html.parser import HTMLParser
from io import BytesIO
from typing import cast
from unicodedata import normalize

from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.generic import StreamObject
from typing_extensions import override


class _Page(HTMLParser):
    """Every element, attribute and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    @override
    def handle_data(self, data: str) -> None:
        around = self._open[-1] if self._open else ("", {})
        if around[0] not in {"style", "title"}:
            self.texts.append(data)
            self.within.append(around)


def elements_of(page: bytes) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of a page of HTML, with its attributes."""
    return _parsed(page).elements


def texts_of(page: bytes) -> list[tuple[str, tuple[str, dict[str, str | None]]]]:
    """Every text that is shown of a page, with the element it stands in."""
    parsed = _parsed(page)
    return list(zip(parsed.texts, parsed.within, strict=True))


def text_of_html(page: bytes) -> str:
    """What is read of a page of HTML, with its line ends made spaces."""
    return squeezed("".join(_parsed(page).texts))


def squeezed(text: str) -> str:
    """A text on one line, with one space wherever there was white space."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """A text without its white space, and with joined letters apart."""
    return "".join(normalize("NFKC", text).split())


def _parsed(page: bytes) -> _Page:
    parsed = _Page()
    parsed.feed(page.decode())
    parsed.close()
    assert not parsed._open
    return parsed


def text_of_markdown(markdown: bytes) -> str:
    """What is read of Markdown once a reader has shown it."""
    page = MarkdownIt("gfm-like").render(markdown.decode())
    return text_of_html(page.replace("<br />", "<br></br>").encode())


def text_of_pdf(pdf: bytes) -> str:
    """What can be read of a PDF, all pages."""
    pages = PdfReader(BytesIO(pdf)).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


def everything_in(pdf: bytes) -> bytes:
    """All that a PDF holds, with whatever was packed unpacked."""
    reader = PdfReader(BytesIO(pdf))
    held = [pdf]
    for number in range(1, cast("int", reader.trailer["/Size"])):
        one = reader.get_object(number)
        if isinstance(one, StreamObject):
            held.append(one.get_data())
        held.append(repr(one).encode())
    return b"\n".join(held)
