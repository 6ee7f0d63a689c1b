"""The marks beside the words, and the tones a stretch of text may have."""

from dataclasses import dataclass, field
from enum import StrEnum, unique

from journal.domain.wrapping import ELLIPSIS


@unique
class Tone(StrEnum):
    """What a span is, for whoever colours it."""

    INK = "ink"
    MUTED = "muted"
    BOLD = "bold"
    PERSON_A = "person-a"
    PERSON_B = "person-b"
    HAVEN = "haven"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line in one tone."""

    text: str = field(repr=False)
    tone: Tone


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks beside the words; each stands next to words that say the same."""

    reached: str = "○"
    there: str = "●"
    both: str = "○●"
    haven: str = "⌂"
    base: str = "→"
    here: str = "›"  # noqa: RUF001 - the mark itself
    unfinished: str = "¦"
    bar: str = "│"
    sealed: str = "·"
    more: str = ELLIPSIS
    quotes: tuple[str, str] = ("“", "”")


GLYPHS = Marks()
PLAIN = Marks(
    reached="o",
    there="*",
    both="o*",
    haven="^",
    base=">",
    here=">",
    unfinished=":",
    bar="|",
    sealed=".",
    more="...",
    quotes=('"', '"'),
)
