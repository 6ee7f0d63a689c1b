"""A pack as a page: nothing is loaded, nothing runs, and whoever reads it can."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.counselling import Pack
from journal.export.pack_html import pack_html
from tests.export.couple_packs import (
    FORM,
    MINE,
    OURS,
    filled_with,
    with_a_full_first_page,
)
from tests.export.read_back import elements_of, squeezed, text_of_html, texts_of

HARMFUL = {"script", "img", "a", "iframe", "object", "link", "svg", "form", "base"}
MARKUP = (
    "</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    '"><a href="javascript:alert(1)">x</a><style>*{display:none}</style><!-- &lt;b'
)


def tags(page: bytes) -> list[str]:
    return [tag for tag, _ in elements_of(page)]


def test_words_are_never_markup() -> None:
    page = pack_html(filled_with(MARKUP))
    assert not HARMFUL & set(tags(page))
    assert tags(page).count("style") == 1
    assert squeezed(MARKUP) in text_of_html(page)
    assert tags(page) == tags(pack_html(filled_with("x")))


@settings(max_examples=25)
@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_no_text_changes_what_a_page_is_made_of(text: str) -> None:
    assert tags(pack_html(filled_with(text))) == tags(pack_html(filled_with("x")))


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = pack_html(OURS)
    policy = [
        attributes["content"]
        for tag, attributes in elements_of(page)
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    for tag, attributes in elements_of(page):
        assert tag not in HARMFUL
        assert not {"src", "href", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert b"url(" not in page
    assert b"@import" not in page


def test_every_text_of_a_person_says_in_which_direction_it_runs() -> None:
    marker = "שלום"
    for text, (tag, attributes) in texts_of(pack_html(filled_with(marker))):
        if marker in text:
            assert tag == "bdi" or attributes.get("dir") == "auto"


def test_the_frame_of_the_window_names_nobody() -> None:
    page = pack_html(OURS).decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert title == "For counselling"
    assert 'lang="en"' in page


def test_headings_are_in_steps_and_the_dots_are_a_table_with_heads() -> None:
    levels = [int(tag[1]) for tag in tags(pack_html(OURS)) if tag in _HEADINGS]
    assert levels[0] == 1
    steps = pairwise(levels)
    assert all(after - before <= 1 for before, after in steps)
    heads = [a.get("scope") for tag, a in elements_of(pack_html(OURS)) if tag == "th"]
    assert heads == ["col"] * 9 + ["row"] * 4


_HEADINGS = {"h1", "h2", "h3", "h4"}


def test_one_account_has_no_empty_place_beside_it() -> None:
    page = pack_html(MINE).decode()
    assert 'class="sides two"' not in page
    assert page.count('class="side"') == 3


def test_a_full_first_page_is_set_smaller_on_paper() -> None:
    assert 'class="first full"' in pack_html(with_a_full_first_page()).decode()
    assert 'class="first"' in pack_html(OURS).decode()


def test_a_moment_without_a_title_has_no_empty_heading() -> None:
    page = pack_html(replace(MINE, moments=(replace(FORM, title=""),)))
    assert tags(page).count("h3") == 2


def test_a_pack_with_only_a_cover_is_a_page() -> None:
    page = pack_html(Pack(is_ours=True, names=("Ana", "Ben")))
    assert "h2" not in tags(page)
    assert "dates" not in text_of_html(page)
