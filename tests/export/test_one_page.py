"""A page for a partner who opens no terminal, and the sheet for a counsellor."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.packs import parse_pack
from journal.export.counsellor_sheet import EXAMPLE, SHEET, sheet_html, sheet_markdown
from journal.export.one_page import WHAT_IT_IS, one_page
from tests.export.read_back import (
    elements_of,
    squeezed,
    text_of_html,
    text_of_markdown,
    texts_of,
)
from tests.export.test_pack_html import HARMFUL, MARKUP

DAY = date(2026, 11, 22)
PAGE = one_page(
    author="Ana",
    day=DAY,
    title="The hall light",
    asked="When did you last hope they would ask?",
    words="I left the light on.\nThen I sat down.\n\nYou came.",
)


def test_a_page_is_its_title_who_wrote_it_its_day_its_question_and_its_words() -> None:
    assert text_of_html(PAGE) == (
        "The hall light From Ana · Sun 22 November 2026 "
        "When did you last hope they would ask? "
        f"I left the light on. Then I sat down. You came. {WHAT_IT_IS}"
    )


def test_a_page_without_a_title_is_headed_by_its_day() -> None:
    page = one_page(author="Ana", day=DAY, words="You came.")
    assert text_of_html(page).startswith("Sun 22 November 2026 From Ana You came.")


@pytest.mark.parametrize("page", [PAGE, sheet_html()], ids=["page", "sheet"])
def test_nothing_is_loaded_and_nothing_runs(page: bytes) -> None:
    for tag, attributes in elements_of(page):
        assert tag not in HARMFUL
        assert not {"src", "href", "style", "id"} & set(attributes)
    assert b"default-src 'none'" in page
    assert b"width=device-width" in page


def test_the_list_of_what_a_browser_has_shown_tells_nothing_of_a_page() -> None:
    assert b"<title>One page</title>" in PAGE


def shape(text: str) -> list[str]:
    page = one_page(author=text, day=DAY, title=text, asked=text, words=text)
    return [tag for tag, _ in elements_of(page)]


def test_words_on_a_page_are_never_markup() -> None:
    assert shape(MARKUP) == shape("x")
    page = one_page(author="Ana", day=DAY, words=MARKUP)
    assert squeezed(MARKUP) in text_of_html(page)


@settings(max_examples=40)
@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    assert shape(text) == shape("x")


def test_nothing_that_drives_or_reorders_is_on_a_page() -> None:
    page = one_page(author="Ana", day=DAY, words="one\x00\x1b[31m\u202e two")
    assert "one[31m two" in text_of_html(page)


def test_a_page_says_in_which_direction_each_text_runs() -> None:
    marker = "שלום"
    page = one_page(author=marker, day=DAY, title=marker, asked=marker, words=marker)
    for text, (tag, attributes) in texts_of(page):
        if marker in text:
            assert tag == "bdi" or attributes.get("dir") == "auto"


def test_the_example_on_the_sheet_is_a_pack_that_can_be_added() -> None:
    pack = parse_pack(EXAMPLE, file="evening.toml")
    assert len(pack.prompts) == 1


def test_the_sheet_says_the_same_on_a_page_and_in_markdown() -> None:
    assert text_of_markdown(sheet_markdown()) == text_of_html(sheet_html())


def test_the_sheet_asks_about_secrets_records_and_fear() -> None:
    said = text_of_html(sheet_html())
    for word in ("keep it from the other", "record", "court", "alone first", ".toml"):
        assert word in said
    assert len(SHEET) == 3
