"""The colours: paper, lamp, the terminal's own, and none.

Two tones of text, and a hue for each person. Every hue is doubled by a name, a
glyph or a word, so nothing is lost where colours are. Screens never name a
colour: style sheets use the variables ($ink, $muted, $rule, $person-a, ...), and
widgets that draw their own lines ask `tone_style` or `ink_style`.
"""

from collections.abc import Iterable
from typing import Any, Final

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.theme import Theme

from journal.domain.marks import Line, Tone

INK: Final = "ink"
MUTED: Final = "muted"
RULE: Final = "rule"
SURFACE: Final = "surface"
WARN: Final = "warn"

_VARIABLE: Final = {
    Tone.INK: "ink",
    Tone.MUTED: "muted",
    Tone.BOLD: "ink",
    Tone.PERSON_A: "person-a",
    Tone.PERSON_B: "person-b",
    Tone.HAVEN: "haven",
    Tone.BASE: "base",
}
# A name is bold as well as coloured: where the terminal chooses the colours, no
# contrast can be promised.
_ALWAYS_BOLD: Final = {Tone.BOLD, Tone.PERSON_A, Tone.PERSON_B}


def _made(  # noqa: PLR0913 - one keyword for each role of the palette
    name: str,
    *,
    dark: bool,
    paper: str,
    surface: str,
    ink: str,
    muted: str,
    rule: str,
    person_a: str,
    person_b: str,
    haven: str,
    base: str,
    warn: str,
) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=ink,
        secondary=muted,
        accent=ink,
        foreground=ink,
        background=paper,
        surface=surface,
        panel=surface,
        boost=surface,
        warning=warn,
        error=warn,
        success=base,
        text_alpha=1.0,
        variables={
            "paper": paper,
            "ink": ink,
            "muted": muted,
            "rule": rule,
            "person-a": person_a,
            "person-b": person_b,
            "haven": haven,
            "base": base,
            "warn": warn,
            "border": ink,
            "border-blurred": rule,
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-text-style": "none",
            "input-selection-background": rule,
            "input-selection-foreground": ink,
            "screen-selection-background": rule,
            "screen-selection-foreground": ink,
            "block-cursor-background": surface,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": surface,
            "block-cursor-blurred-foreground": ink,
            "block-hover-background": surface,
        },
    )


def _own(name: str, *, person_a: str, person_b: str) -> Theme:
    """Return a theme that leaves every colour but two to the terminal."""
    theme = _made(
        name,
        dark=True,
        paper="ansi_default",
        surface="ansi_default",
        ink="ansi_default",
        muted="ansi_default",
        rule="ansi_default",
        person_a=person_a,
        person_b=person_b,
        haven="ansi_default",
        base="ansi_default",
        warn="ansi_default",
    )
    theme.ansi = True
    # The first two are read by Textual's own style sheets of every ansi theme.
    # The rest are colours that must show on a default we do not know.
    theme.variables |= {
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-selection-background": "ansi_bright_black",
        "screen-selection-background": "ansi_bright_black",
        "block-cursor-text-style": "bold reverse",
    }
    return theme


PAPER: Final = _made(
    "paper",
    dark=False,
    paper="#F7F2E7",
    surface="#ECE4D3",
    ink="#2A251F",
    muted="#675D50",
    rule="#CDC1AC",
    person_a="#1F5A7F",
    person_b="#794B1C",
    haven="#714773",
    base="#4B5C2B",
    warn="#913A31",
)
LAMP: Final = _made(
    "lamp",
    dark=True,
    paper="#1C1A17",
    surface="#2A2621",
    ink="#E8DFD0",
    muted="#A89D8D",
    rule="#4A443B",
    person_a="#8BBADC",
    person_b="#D7AD83",
    haven="#CDA9CE",
    base="#AABA91",
    warn="#F59E93",
)
TERMINAL: Final = _own("terminal", person_a="ansi_bright_blue", person_b="ansi_yellow")
NO_COLOUR: Final = _own("no-colour", person_a="ansi_default", person_b="ansi_default")

THEMES: Final = (PAPER, LAMP, TERMINAL, NO_COLOUR)
DEFAULT: Final = LAMP.name
THEME_WORDS: Final = {
    PAPER.name: "paper",
    LAMP.name: "lamp",
    TERMINAL.name: "the terminal's own colours",
    NO_COLOUR.name: "no colour",
}


def variable_defaults() -> dict[str, str]:
    """Return a value for every variable of ours, for the time before a theme.

    The style sheets are read before a theme is chosen, and a variable that is
    missing then stops the program.
    """
    return dict(LAMP.variables)


def ink_style(app: App[Any], variable: str, *, bold: bool = False) -> Style:
    """Return the foreground style of a theme variable, such as MUTED or RULE."""
    colour = Color.parse(app.theme_variables[variable])
    return Style(color=colour.rich_color, bold=bold or None)


def ground_style(app: App[Any], variable: str) -> Style:
    """Return the background style of a theme variable, such as SURFACE."""
    return Style(bgcolor=Color.parse(app.theme_variables[variable]).rich_color)


def tone_style(app: App[Any], tone: Tone) -> Style:
    """Return the style in which a span of this tone is drawn."""
    return ink_style(app, _VARIABLE[tone], bold=tone in _ALWAYS_BOLD)


def tone_words(tone: Tone) -> str:
    """Return the style of a tone in the words of a style sheet, for `Content`."""
    bold = "bold " if tone in _ALWAYS_BOLD else ""
    return f"{bold}${_VARIABLE[tone]}"


def content(lines: Iterable[Line]) -> Content:
    """Return drawn lines as content for a `Static`; never read as markup."""
    parts: list[Content] = []
    for number, line in enumerate(lines):
        if number:
            parts.append(Content("\n"))
        parts += [Content.styled(span.text, tone_words(span.tone)) for span in line]
    return Content("").join(parts)
