import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.text import (
    TITLE_LIMIT,
    WORDS_LIMIT_BYTES,
    clean_line,
    clean_text,
    clean_words,
    cut_words,
    first_words,
    folded,
)
from journal.errors import NothingWritten, TooLong

PILES = st.lists(
    st.tuples(
        st.sampled_from("ae\u00e9\u0301\u0323\u0e38\u0f73\u1e17\uff9e\x1b\U0001d160"),
        st.integers(1, 33),
    )
).map(lambda piles: "".join(char * times for char, times in piles))
ANYTHING = (
    st.text(st.characters())
    | st.text(
        st.sampled_from(
            "a\r\n\t\x0b\x0c\x1b\x07\x85\x9b\u2028\u2029\u202e\u2066\u200de\u0301👩"
        )
    )
    | PILES
)


@given(ANYTHING)
def test_clean_text_leaves_nothing_a_terminal_obeys(raw: str) -> None:
    cleaned = clean_text(raw)
    assert not set(cleaned) & set("\x1b\x07\x9b\r\x0b\x0c\x85\u2028\u2029")
    assert not set(cleaned) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    for char in cleaned:
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    cleaned = clean_text(raw)
    assert clean_text(cleaned) == cleaned
    assert clean_line(clean_line(raw)) == clean_line(raw)


@given(st.text(st.characters()))
def test_a_lone_surrogate_never_reaches_the_disk(raw: str) -> None:
    clean_text(raw + "\ud800").encode()


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        (
            "👩🏽\u200d🚀 and \u05e9\u05dc\u05d5\u05dd",
            "👩🏽\u200d🚀 and \u05e9\u05dc\u05d5\u05dd",
        ),
        ("cafe\u0301", "caf\u00e9"),
        ("\U0001fae9", "\U0001fae9"),
    ],
)
def test_line_ends_are_ours_and_every_script_stays(raw: str, kept: str) -> None:
    assert clean_text(raw) == kept


@given(ANYTHING, st.integers(1, 200))
def test_a_line_is_one_line_of_a_bounded_length(raw: str, limit: int) -> None:
    line = clean_line(raw, limit=limit)
    assert "\n" not in line
    assert len(line) <= limit
    assert line == line.strip()


def test_a_long_title_is_cut_and_not_refused() -> None:
    assert len(clean_line("x" * 500)) == TITLE_LIMIT
    assert clean_line(" two words", limit=4) == "two"


@pytest.mark.parametrize("raw", ["", " \n\t ", "\x1b", "\u202e\r\n"])
def test_nothing_written_is_said_so(raw: str) -> None:
    with pytest.raises(NothingWritten):
        clean_words(raw)


def test_words_may_take_exactly_the_limit_and_not_a_byte_more() -> None:
    half = "é" * (WORDS_LIMIT_BYTES // 2)
    assert clean_words(half) == half
    with pytest.raises(TooLong):
        clean_words(half + "x")


def test_words_keep_their_indent_and_lose_blank_lines_at_the_ends() -> None:
    assert clean_words("\n\n  so much\n\ndepends\n\n") == "  so much\n\ndepends"


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("short", "short"),
        ("one\ntwo  three", "one two three"),
        (
            "I stood in the kitchen and hoped, then left",
            "I stood in the kitchen and hoped, then…",
        ),
        ("x" * 40, "x" * 40),
        ("x" * 60, "x" * 39 + "…"),
        (
            "I stood in the kitchen, and hoped, quietly",
            "I stood in the kitchen, and hoped…",
        ),
    ],
)
def test_the_opening_of_a_text_is_cut_at_a_word(words: str, opening: str) -> None:
    assert first_words(words) == opening


@given(st.text(min_size=1), st.integers(5, 80))
def test_the_opening_of_a_text_is_never_longer_than_asked(
    words: str, limit: int
) -> None:
    assert len(first_words(words, limit=limit)) <= limit


def test_of_every_mark_there_is_no_more_stand_on_a_letter_than_may() -> None:
    every = map(chr, range(0x300, sys.maxunicode + 1))
    marks = [
        one
        for one in every
        if unicodedata.combining(unicodedata.normalize("NFKD", one)[0])
    ]
    assert len(marks) > 800
    for mark in marks:
        # Putting a hundred thousand in order would take many minutes.
        assert len(clean_text("a" + mark * 40)) <= 32


def test_marks_without_end_are_thinned_before_they_are_put_in_order() -> None:
    for pair in ("\u0301\u0316", "\u0e48\u0e38", "\u3099\u302a", "\u0f71\u0f73"):
        piled = "a" + pair * 100_000 + "b"
        assert len(clean_text(piled)) <= 33
        assert clean_text(clean_text(piled)) == clean_text(piled)
    assert clean_text("a\u0323\u0302") == "\u1ead"


@given(PILES)
def test_no_letter_is_left_with_more_marks_than_may_stand_on_it(raw: str) -> None:
    marks = 0
    for char in clean_text(raw):
        marks = marks + 1 if unicodedata.combining(char) else 0
        assert marks <= 30


@pytest.mark.parametrize("before", range(1, 64))
def test_one_mark_too_many_is_found_wherever_it_stands(before: int) -> None:
    def piled(marks: int) -> str:
        return "x" * before + "e" + "\u0316" * marks + "y" * 64

    assert clean_text(piled(31)) == clean_text(piled(30)) == piled(30)
    # Marks with no letter before them are counted like any others.
    most = "\u0316" * 30
    assert clean_text(most + piled(31)) == most + piled(30)


def test_a_word_in_any_script_is_left_as_it_is() -> None:
    for words in ("ที่ฉันยืนอยู่ " * 20, "मैं खड़ी थी ", "e" + "\u0316" * 30):
        assert clean_text(words) == unicodedata.normalize("NFC", words)


@given(st.text(max_size=20), st.sampled_from("xé€👩"))
def test_words_from_elsewhere_are_cut_to_what_ones_own_may_take(
    few: str, char: str
) -> None:
    few = clean_text(few)
    assert cut_words(few) == few
    cut = cut_words(few + char * WORDS_LIMIT_BYTES)
    assert WORDS_LIMIT_BYTES - 4 < len(cut.encode()) <= WORDS_LIMIT_BYTES
    assert clean_text(cut) == cut_words(cut) == cut


def test_what_is_looked_for_is_compared_without_accents_and_capitals() -> None:
    assert folded("Où est le CAFÉ d\u2019hier?") == "ou est le cafe d'hier?"
    assert folded("Straße") == folded("STRASSE")
    assert folded("\ufb01n") == "fin"


@given(ANYTHING)
def test_folding_twice_changes_nothing(raw: str) -> None:
    assert folded(folded(raw)) == folded(raw)
