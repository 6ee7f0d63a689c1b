"""Small things several pages say or draw in the same way."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.content import Content
from textual.geometry import Size
from typing_extensions import override

from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.people import Person, hue_of
from journal.domain.wrapping import wrap
from journal.ui.page import Words
from journal.ui.reader import Text

MEASURE = 66
IN_PERSON = "Would you rather say this in person?"
TAKEN_BACK = (
    "Taken back. {partner}'s Lean-to removes its copy when it next opens; {partner} "
    "may have read or kept it."
)


def paragraph(words: str, width: int, tone: Tone = Tone.INK) -> list[Line]:
    """Return words as lines of at most a reader's measure."""
    measure = min(width, MEASURE)
    return [(Span(line, tone),) for line in wrap(words, measure, cell_len)]


def paragraphs(texts: Iterable[str], width: int, tone: Tone = Tone.INK) -> list[Line]:
    """Return paragraphs with a blank line between."""
    lines: list[Line] = []
    for words in texts:
        lines += [*([()] if lines else []), *paragraph(words, width, tone)]
    return lines


def with_state(words: str, now: str, means: str, width: int) -> list[Line]:
    """Return a line, at its right how it is now, and beneath it what that means."""
    measure = min(width, MEASURE)
    room = measure - cell_len(words) - cell_len(now)
    state = Span(now, Tone.MUTED)
    if now and room > 1:
        first: list[Line] = [(Span(words, Tone.INK), Span(" " * room, Tone.INK), state)]
    else:
        first = [*paragraph(words, measure), *([(state,)] if now else [])]
    return [*first, *paragraph(means, measure, Tone.MUTED)] if means else first


def named(person: Person, people: Sequence[Person], *after: Span) -> Line:
    """Return a person's name in their hue, and what follows it."""
    return (Span(person.name, hue_tone(person, people)), *after)


def hue_tone(person: Person, people: Sequence[Person]) -> Tone:
    """Return the tone in which what is a person's is drawn."""
    return Tone.PERSON_A if hue_of(people, person.id) == "a" else Tone.PERSON_B


def marks_of(app: App[Any]) -> Marks:
    """Return the marks this terminal can show."""
    return getattr(app, "marks", GLYPHS)


class Said(Words):
    """A sentence at the foot of a page; it takes no room while there is none."""

    DEFAULT_CSS = """
    Said { color: $muted; width: 1fr; max-width: 69; }
    Said.-empty { display: none; }
    Said.-after-space { padding-top: 1; }
    """

    def __init__(self, *, id: str = "said") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes="-empty -after-space")

    def tell(self, *sentences: str) -> None:
        """Show these sentences, each on its own line; none takes the place away."""
        self.say("\n".join(sentences))
        self.set_class(not any(sentences), "-empty")

    def warn(self, sentence: str) -> None:
        """Show a sentence in ink behind the mark of a warning."""
        parts = (("!", "bold $warn"), (f" {sentence}", "$ink"))
        self.say(Content.assemble(*parts))
        self.remove_class("-empty")


class Whole(Text):
    """A text as tall as its lines, as far as the style sheet lets it grow."""

    DEFAULT_CSS = "Whole { height: auto; }"

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines the text takes at a width."""
        del container, viewport
        gaps = self.size.width - self.text_width if self.size.width else 5
        return max(1, len(self._drawn(max(1, width - gaps))))
