import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from journal.domain.wrapping import excerpt, shorten, wrap
from tests.domain.builders import LINES, WORDS

WIDTHS = st.integers(4, 106)
HOSTILE = st.text(st.sampled_from("a 漢👩\u200d\ufe0f❤\u0301🏽\n\t"), max_size=120)


@given(WORDS | HOSTILE, WIDTHS)
def test_no_line_is_wider_than_asked_in_any_script(words: str, width: int) -> None:
    for line in wrap(words, width, cell_len):
        assert cell_len(line) <= width


@given(WORDS | HOSTILE, WIDTHS)
def test_wrapping_loses_nothing_but_spaces(words: str, width: int) -> None:
    kept = "".join(wrap(words, width, cell_len))
    assert kept.replace(" ", "") == "".join(words.split("\n")).replace(
        "\t", ""
    ).replace(" ", "")


@given(WORDS | HOSTILE, WIDTHS, st.integers(1, 3))
def test_an_excerpt_keeps_to_its_lines(words: str, width: int, lines: int) -> None:
    opening = excerpt(words, width, cell_len, lines)
    assert 1 <= len(opening) <= lines
    assert all(cell_len(line) <= width for line in opening)


@given(LINES | HOSTILE, WIDTHS)
def test_a_shortened_title_is_one_line_that_fits(title: str, width: int) -> None:
    short = shorten(title, width, cell_len)
    assert cell_len(short) <= width
    assert "\n" not in short


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("one\n\n  two", ["one", "", "  two"]),
        ("tab\tbed", ["tab    bed"[:3], "bed"]),
        ("    deep", ["deep"]),
        ("unbreakable", ["unbreak", "able"]),
        ("to unbreakable", ["to", "unbreak", "able"]),
        ("漢字漢字漢字", ["漢字漢", "字漢字"]),
        ("one  two", ["one", "two"]),
    ],
)
def test_lines_break_where_the_writer_would(text: str, lines: list[str]) -> None:
    assert wrap(text, 7, cell_len) == lines


def test_what_reads_as_one_character_is_not_torn_apart() -> None:
    family = "👩🏽\u200d👩🏽\u200d👧🏽"
    for width in range(4, 20):
        assert all(
            set(line.split(family)) == {""}
            for line in wrap(family * 9, width, cell_len)
        )
    assert wrap("e\u0301" * 5, 4, cell_len) == ["e\u0301" * 4, "e\u0301"]


def test_more_marks_on_one_letter_than_fit_are_still_kept_within_the_width() -> None:
    heap = "\u200d".join("漢" * 2 + "\ufe0f" for _ in range(9))
    lines = wrap(heap, 4, cell_len)
    assert "".join(lines) == heap
    assert all(cell_len(line) <= 4 for line in lines)


def test_a_page_of_marks_alone_is_quickly_drawn() -> None:
    measured = 0

    def measure(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cell_len(text)

    page = "\u0301" * 20_000
    assert "".join(wrap(page, 40, measure)) == page
    assert measured < 5 * len(page)


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("I'd said I was fine. By four I had ironed the same shirt twice.\n\nThen.",
         ["I'd said I was fine. By four I had", "ironed the same shirt twice."]),
        ("We laughed. I stood in the kitchen and hoped you would ask me what was up.",
         ["We laughed."]),
        ("I stood in the kitchen and hoped that, unasked, you would ask; and left.",
         ["I stood in the kitchen and hoped", "that, unasked, you would ask; and…"]),
        ('"Is it cold?" you said. And then we went and sat in the hall until day.',
         ['"Is it cold?" you said.']),
        ("No full stop", ["No full stop"]),
        ("\n\n  First line\nsecond line\n\nthird", ["First line second line"]),
        ("家に帰った。それから長い話をした。そして朝まで一緒にいて、また話をした。",
         ["家に帰った。それから長い話をした。"]),
        ("x" * 80, ["x" * 34, "x" * 33 + "…"]),
    ],
)  # fmt: skip
def test_an_excerpt_is_whole_sentences(words: str, opening: list[str]) -> None:
    assert excerpt(words, 34, cell_len) == opening


def test_an_excerpt_of_a_book_looks_at_its_opening_only() -> None:
    measured = 0

    def measure(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cell_len(text)

    assert len(excerpt("and so on " * 20_000, 40, measure)) == 2
    assert measured < 20_000


@pytest.mark.parametrize(
    ("title", "width", "short"),
    [
        ("The boiler", 11, "The boiler"),
        ("Before the interview", 11, "Before the…"),
        ("Boiler, again and again", 9, "Boiler…"),
        ("Unmistakably", 11, "Unmistakab…"),
    ],
)
def test_a_title_is_cut_at_a_word(title: str, width: int, short: str) -> None:
    assert shorten(title, width, cell_len) == short


def test_a_title_can_be_cut_with_plain_marks() -> None:
    assert shorten("Before the interview", 13, cell_len, more="...") == "Before the..."


def test_what_fits_exactly_is_not_cut() -> None:
    assert shorten("two words", 9, len) == "two words"
    assert shorten("two words", 8, len) == "two…"


def test_a_sign_wider_than_a_line_is_broken_too() -> None:
    piled = "e" + "\u0301" * 10
    lines = wrap(piled, 4, len)
    assert "".join(lines) == piled
    assert max(map(len, lines)) == 4


@pytest.mark.parametrize(
    "sign",
    [
        "\U0001f469\U0001f3fd",
        "\U0001f469\u200d\U0001f680",
        "q\u0301\u0316\u0323",
        "1\u20e3",
    ],
)
def test_what_is_read_as_one_sign_stays_on_one_line(sign: str) -> None:
    assert wrap(f"abc{sign}", 4, len) == ["abc", sign]
