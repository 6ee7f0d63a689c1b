"""A year as a book on one page of HTML, for a screen and for a printer."""

from html import escape

from journal.domain.book import Book
from journal.domain.wording import listed
from journal.export.book_order import book_in_order
from journal.export.html_page import page, paragraphs
from journal.export.pack_html import STYLE, section_html


def book_html(book: Book) -> bytes:
    """Return the whole book as one file that loads nothing and runs nothing."""
    reading = book_in_order(book)
    cover = reading.cover
    names = listed([f"<bdi>{escape(name)}</bdi>" for name in cover.names])
    chapters = "".join(map(section_html, reading.sections))
    body = f"""\
<main>
<header class="title">
<h1>{escape(cover.title)}</h1>
<p class="names">{names}</p>
{paragraphs(cover.notes, "note")}</header>
{chapters}</main>
"""
    return page(title=cover.purpose, style=STYLE + _STYLE, body=body)


_STYLE = """
.title { text-align: center; padding: 12vh 0; }
.title h1 { font-size: 3.2em; font-weight: normal; margin: 0 0 .4em; }
.title .names { font-weight: normal; }
.title .note { margin: 3em auto 0; max-width: 26em; }
h2 { font-weight: normal; font-size: 1.6em; margin-top: 3em; }
h3 { font-weight: normal; font-size: 1.2em; }
@media print {
  .title { padding: 34vh 0 0; }
  .part { break-before: page; }
  .part h2 { margin-top: 0; }
}
"""
