import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import Theme

from journal.domain.drawing import GLYPHS, PLAIN, Tone
from journal.ui.theme import (
    LAMP,
    NO_COLOUR,
    PAPER,
    TERMINAL,
    THEMES,
    content,
    tone_style,
    variable_defaults,
)
from tests.ui.conftest import app_with, ink

DRAWN = [PAPER, LAMP]
TEXT = ("ink", "muted", "person-a", "person-b", "haven", "base", "warn")


def contrast(one: str, other: str) -> float:
    first, second = (_luminance(Color.parse(each)) for each in (one, other))
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
@pytest.mark.parametrize("variable", TEXT)
def test_every_text_can_be_read_on_the_page_and_on_the_surface(
    theme: Theme, variable: str
) -> None:
    assert theme.background
    assert theme.surface
    for ground in (theme.background, theme.surface):
        assert contrast(theme.variables[variable], ground) >= 4.5


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_neither_person_is_louder_than_the_other(theme: Theme) -> None:
    assert theme.background
    first, second = (
        contrast(theme.variables[person], theme.background)
        for person in ("person-a", "person-b")
    )
    assert abs(first - second) <= 0.1
    assert theme.variables["person-a"] != theme.variables["person-b"]


def test_every_theme_knows_every_variable_and_so_does_the_time_before_a_theme() -> None:
    names = set(variable_defaults())
    for theme in THEMES:
        assert names <= set(theme.variables)


@pytest.mark.parametrize(
    "glyph",
    ["○", "●", "⌂", "→", "›", "¦", "│", "·", "!"],  # noqa: RUF001 - the marks
)
def test_a_mark_takes_one_cell(glyph: str) -> None:
    assert cell_len(glyph) == 1


def test_plain_marks_are_ascii() -> None:
    shown = [PLAIN.reached, PLAIN.there, PLAIN.haven, PLAIN.base, PLAIN.here]
    assert all(mark.isascii() for mark in [*shown, PLAIN.bar, PLAIN.unfinished])


def test_a_terminal_that_cannot_carry_the_marks_gets_plain_ones() -> None:
    assert app_with(lambda: iter(()), plain_marks=True).marks == PLAIN
    assert app_with(lambda: iter(()), plain_marks=False).marks == GLYPHS


@pytest.mark.parametrize("name", [theme.name for theme in THEMES])
async def test_every_theme_starts_and_gives_every_tone_a_style(name: str) -> None:
    app = app_with(lambda: iter(()), theme=name)
    async with app.run_test():
        styles = {tone: tone_style(app, tone) for tone in Tone}
        assert all(style.color is not None for style in styles.values())
        assert styles[Tone.BOLD].bold


async def test_names_are_bold_where_the_terminal_chooses_the_colours() -> None:
    for theme in (TERMINAL, NO_COLOUR):
        app = app_with(lambda: iter(()), theme=theme.name)
        async with app.run_test():
            assert tone_style(app, Tone.PERSON_A).bold
            assert tone_style(app, Tone.PERSON_B).bold


def test_drawn_lines_become_content_word_for_word() -> None:
    drawn = content([ink("one [b]two[/b]"), (), ink("three")])
    assert drawn.plain == "one [b]two[/b]\n\nthree"
