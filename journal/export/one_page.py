"""One page of one's own, for a partner who opens no terminal: a single file of HTML.

It is read on a phone with nothing installed, and nothing comes back from it. Beside
the words it holds their day, their question and who wrote them, and no more.
"""

from datetime import date
from html import escape

from journal.domain.text import clean_text
from journal.domain.wording import long_day
from journal.export.html_page import page, paragraphs

FROM = "From {name}"
WHAT_IT_IS = (
    "This is one page out of a private journal. Nothing here tells anyone that it was "
    "opened, and nothing goes back."
)


def one_page(
    *, author: str, day: date, words: str, title: str = "", asked: str = ""
) -> bytes:
    """Return the page as a file that any browser shows, and that loads nothing."""
    heading = _line(title) or long_day(day)
    head = f'<h1 dir="auto">{escape(heading)}</h1>\n'
    name = f"<bdi>{escape(_line(author))}</bdi>"
    said_day = f" · {long_day(day)}" if _line(title) else ""
    question = paragraphs([_line(asked)], "asked") if _line(asked) else ""
    written = paragraphs(_text(words).split("\n\n"), "words")
    body = f"""\
<main>
{head}<p class="from">{FROM.format(name=name)}{said_day}</p>
{question}{written}</main>
<footer><p>{WHAT_IT_IS}</p></footer>
"""
    # The title of a window stays in a browser's list of what was read.
    return page(title="One page", style=_STYLE, body=body)


def _text(text: str) -> str:
    return clean_text(text).strip("\n")


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


_STYLE = """
body { max-width: 34em; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 .2em; }
.from, .asked { color: var(--muted); margin: 0; }
.asked { margin-top: 1.6em; }
main { margin-bottom: 3em; }
.words { font-size: 1.06em; line-height: 1.6; margin: 1.1em 0 0; }
.asked + .words, .from + .words { margin-top: 1.6em; }
footer { color: var(--muted); font-size: .85em; border-top: 1px solid var(--muted); }
@media print {
  footer { display: none; }
}
"""
