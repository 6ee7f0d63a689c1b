"""Each format of a pack says the same, in the same order, and nothing besides."""

from collections.abc import Callable, Iterator
from dataclasses import fields

import pytest

from journal.domain.counselling import Pack
from journal.export.pack_html import pack_html
from journal.export.pack_markdown import pack_markdown
from journal.export.pack_order import (
    TOLD,
    Lines,
    Moment,
    Part,
    Side,
    Sides,
    Table,
    Terms,
    in_order,
)
from journal.export.pack_pdf import pack_pdf
from journal.export.pack_text import pack_text
from tests.export.couple_packs import MINE, OURS, filled_with
from tests.export.read_back import bare, text_of_html, text_of_markdown, text_of_pdf

# What stands between two texts in one format or another, and on the foot of a page.
GLUE = set("·:-/and0123456789●")

FORMATS: dict[str, Callable[[Pack], str]] = {
    "text": lambda pack: pack_text(pack).decode(),
    "markdown": lambda pack: text_of_markdown(pack_markdown(pack)),
    "html": lambda pack: text_of_html(pack_html(pack)),
    "pdf": lambda pack: text_of_pdf(pack_pdf(pack, only_own_fonts=True).content),
}


def texts_in_order(pack: Pack) -> Iterator[str]:
    """Every text of a pack, in the order in which it is read."""
    reading = in_order(pack)
    cover = reading.cover
    yield from (cover.names[0], cover.dates, *cover.consent, *cover.notes)
    for section in reading.sections:
        yield section.heading
        for block in section.blocks:
            yield from _texts(block)


def _texts(of: object) -> Iterator[str]:
    if isinstance(of, Part):
        yield from (of.label, of.text)
    elif isinstance(of, Side):
        yield from (of.name, of.role, of.about, *_texts(of.parts))
    elif isinstance(of, Moment):
        yield from (of.title, *of.under, *_texts(of.sides), *_texts(of.after))
    elif isinstance(of, Table):
        yield from of.months
        for row in of.rows:
            yield from (f"{row.name} {row.role}", TOLD)
        yield from (of.note, of.in_words)
    elif isinstance(of, str):
        yield of
    elif isinstance(of, tuple):
        for one in of:
            yield from _texts(one)
    else:
        assert isinstance(of, Sides | Lines | Terms)
        yield from _texts(getattr(of, fields(of)[0].name))


@pytest.mark.parametrize("pack", [OURS, MINE], ids=["ours", "mine"])
@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_everything_in_order_and_nothing_besides(
    name: str, pack: Pack
) -> None:
    read = bare(FORMATS[name](pack))
    at, between = 0, ""
    for text in filter(None, map(bare, texts_in_order(pack))):
        found = read.find(text, at)
        assert found >= 0, text
        between += read[at:found]
        at = found + len(text)
    # Before the names stands only what the pack is.
    title = bare(in_order(pack).cover.title)
    left = (between + read[at:]).replace(title, "").replace("Forcounselling", "")
    assert set(left.replace("Ben", "")) <= GLUE


@pytest.mark.parametrize("name", FORMATS)
def test_what_drives_or_reorders_reaches_no_format(name: str) -> None:
    read = FORMATS[name](filled_with("one\x00\x1b[31m\u202e\u2066 two\x9b\x07"))
    assert "one[31m two" in " ".join(read.split())
    assert not set(read) & set("\x00\x1b\u202e\u2066\x9b\x07")
