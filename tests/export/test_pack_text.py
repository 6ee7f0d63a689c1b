"""A pack in plain text, and in lines for a screen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from journal.domain.counselling import Account, Told
from journal.domain.marks import PLAIN, Tone
from journal.export.pack_text import pack_sheets, pack_text
from tests.export.couple_packs import FORM, GLANCE, MINE, OURS

HEADINGS = {
    "Our pack",
    "For counselling",
    "What we are trying",
    "What we'd like help with",
    "At a glance",
    "Moments",
    "Where our accounts differ",
    "Questions we have",
    "Words used here",
    "Appendix: further moments",
}


def sheets_in_lines(width: int = 72) -> list[list[str]]:
    return [
        ["".join(span.text for span in line).rstrip() for line in sheet.lines]
        for sheet in pack_sheets(OURS, width=width, measure=cell_len)
    ]


@pytest.mark.parametrize(
    "words",
    ["Moments", "Our pack\n========", "# Moments", "\n\nMoments\n\n", "\t\x0bMoments"],
)
def test_no_words_of_a_person_can_pass_for_a_heading(words: str) -> None:
    told = Told(
        title=words,
        when=words,
        about=words,
        accounts=(
            Account(
                name=words, role="reached", words=words, asked=words, changed=words
            ),
        ),
        said=(words,),
    )
    text = pack_text(replace(OURS, names=(words, words), moments=(told,))).decode()
    at_the_margin = {line for line in text.split("\n") if line and line[0] != " "}
    assert at_the_margin == HEADINGS


def test_a_screen_is_given_the_first_page_then_a_sheet_a_moment() -> None:
    heads = [sheet[0] for sheet in sheets_in_lines()]
    assert heads == [
        "Our pack",
        "Moments",
        "  The form for the course",
        "  The call about Dad",
        "Where our accounts differ",
        "Appendix: further moments",
    ]


def test_what_is_previewed_is_what_is_written() -> None:
    shown = [line for sheet in sheets_in_lines() for line in sheet if line]
    written = [line for line in pack_text(OURS).decode().split("\n") if line]
    assert shown == written


@pytest.mark.parametrize("width", [16, 38, 72, 99])
def test_every_line_fits_its_screen(width: int) -> None:
    wide = replace(
        OURS,
        names=("Ana " * 10, "本日は晴天なり本日は晴天なり本日は晴天なり"),
        glance=replace(
            GLANCE, dots=tuple(replace(one, name="Ana " * 8) for one in GLANCE.dots)
        ),
    )
    for sheet in pack_sheets(wide, width=width, measure=cell_len):
        for line in sheet.lines:
            text = "".join(span.text for span in line).rstrip()
            assert cell_len(text) <= width


def test_hue_is_on_names_and_on_dots_alone() -> None:
    for sheet in pack_sheets(OURS, width=72, measure=cell_len):
        for line in sheet.lines:
            for span in line:
                if span.tone in {Tone.PERSON_A, Tone.PERSON_B} and span.text.strip():
                    assert span.text.startswith(("Ana", "Ben")) or set(
                        span.text
                    ) <= set("●· ")


def test_dots_can_be_drawn_without_any_but_plain_marks() -> None:
    first = pack_sheets(OURS, width=72, measure=cell_len, marks=PLAIN)[0]
    text = "\n".join("".join(span.text for span in line) for line in first.lines)
    assert "Ana reached    *   .   *" in text


def test_a_pack_of_nothing_is_its_cover() -> None:
    (only,) = pack_sheets(
        replace(MINE, help=(), moments=(), questions=()), width=72, measure=cell_len
    )
    assert only.lines[0][0].text == "My pack"


def test_the_words_of_the_appendix_may_stand_without_further_sections() -> None:
    pack = replace(OURS, moments=(), differs=(), questions=(), further=(FORM, FORM))
    sheets = pack_sheets(pack, width=72, measure=cell_len)
    assert sheets[-1].lines[0][1].text == FORM.title


@settings(max_examples=25)
@given(st.text())
def test_nothing_in_a_text_drives_a_terminal(words: str) -> None:
    account = Account(name=words, role="reached", words=words)
    pack = replace(OURS, moments=(Told(title=words, when=words, accounts=(account,)),))
    text = pack_text(pack).decode()
    assert not set(text) & set("\x00\x07\x1b\x9b\u202e\u2066\r\t")
