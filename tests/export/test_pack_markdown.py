"""A pack in Markdown: words stay words in whatever reads it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from typing_extensions import override

from journal.export.pack_markdown import pack_markdown
from journal.export.plain_markdown import literal, quoted
from tests.export.couple_packs import FORM, MINE, OURS, filled_with
from tests.export.read_back import squeezed

READER = MarkdownIt("gfm-like")
"""Reads tables and makes links of bare addresses, as the readers of notes do."""
ACTING = (
    "# Moments",
    "- a",
    "+ a",
    "* a",
    "1. a",
    "7) a",
    "> a",
    "---",
    "===",
    "a\n===",
    "a\n---",
    "***a***, _b_ and ~~c~~",
    "[here](https://example.com)",
    "![seen](https://example.com/a.png)",
    "[left out](https://example.com)",
    "[left out]: https://example.com",
    "https://example.com, www.example.com, a@example.com, example.com, //a.example",
    "<b>a</b> <script>alert(1)</script> <!-- <https://example.com>",
    "&amp; &lt; &#64;",
    "`a` ```a``` ~~~",
    "    a",
    "\ta",
    "| a | b |\n|---|---|",
    "$a$ [^1] [[a]] ![[a]] {{a}} #tag ==a== %%a%%",
    "[a]: https://example.com\n[a]",
    "=HYPERLINK(1), @SUM(1), +1, -1",
    "---\ntitle: a\n---",
    "a\\",
    "\\[a\\]",
    ": a",
)
SAFE = {"p", "blockquote", "br"}
letters = st.text("ab.:/@[]()!*_`#>-+=~|\\<&; \n\t12wW{}$^%", max_size=30)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


def read(markdown: str) -> _Read:
    page = _Read()
    page.feed(READER.render(markdown))
    page.close()
    return page


@pytest.mark.parametrize("words", ACTING)
def test_words_are_never_structure_links_or_markup(words: str) -> None:
    page = read("\n".join(quoted(words)))
    assert set(page.tags) <= SAFE
    assert squeezed(page.text) == squeezed(words)


@given(letters)
def test_a_reader_shows_exactly_the_letters_that_were_typed(words: str) -> None:
    page = read("\n".join(quoted(words)))
    assert set(page.tags) <= SAFE
    assert squeezed(page.text) == squeezed(words)


@given(letters.map(squeezed).filter(bool))
def test_so_it_does_in_a_heading_and_in_a_table(line: str) -> None:
    page = read(f"### {literal(line)}\n\n| {literal(line)} |\n|---|\n")
    assert page.tags == ["h3", "table", "thead", "tr", "th"]
    assert squeezed(page.text) == f"{line} {line}"


@pytest.mark.parametrize("words", ACTING)
def test_a_pack_has_the_same_shape_whatever_is_written_in_it(words: str) -> None:
    line = squeezed(words)
    shape = read(pack_markdown(filled_with("x")).decode()).tags
    assert read(pack_markdown(filled_with(line)).decode()).tags == shape


@pytest.mark.parametrize("sign", "\\`*_[]<>|~$^#{}@")
def test_a_sign_that_acts_in_some_reader_is_set_apart(sign: str) -> None:
    assert literal(f"so {sign} so") == f"so \\{sign} so"


@pytest.mark.parametrize("line", ["It was 5:30. Fine, (e.g.) 3.5 & a - b = c!", "a/b"])
def test_what_acts_nowhere_stays_as_it_was_typed(line: str) -> None:
    assert literal(line) == line


def test_a_moment_without_a_title_has_no_heading_of_its_own() -> None:
    pack = replace(MINE, first="", last="", moments=(replace(FORM, title=""),))
    assert "### " not in pack_markdown(pack).decode().split("## Moments")[1][:9]


def test_what_was_left_out_is_marked_as_everywhere() -> None:
    assert "nothing. [left out] I stayed" in pack_markdown(OURS).decode()


def test_lines_stay_where_their_writer_broke_them() -> None:
    assert quoted("one\ntwo\n\nthree") == ["> one  ", "> two", ">", "> three"]


def test_the_file_begins_with_its_heading_and_not_with_front_matter() -> None:
    assert pack_markdown(OURS).decode().startswith("# Our pack\n")
    assert pack_markdown(MINE).decode().startswith("# My pack\n")
    assert read(pack_markdown(OURS).decode()).tags.count("table") == 1


def test_no_more_than_one_line_is_left_free() -> None:
    for pack in (OURS, MINE, filled_with("so")):
        assert "\n\n\n" not in pack_markdown(pack).decode()
