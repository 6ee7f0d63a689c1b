"""The pen: draws names, marks, labels and columns within a width, for two people.

Pure: it returns spans with a tone each, and whoever shows them chooses the colours.
Every hue is doubled by a name, a mark or a word, so that nothing is lost without.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import PartnerId
from journal.domain.marks import Line, Marks, Span, Tone
from journal.domain.moments import Moment, Side
from journal.domain.people import Person, hue_of, names_of
from journal.domain.wording import AHEAD, function_words, role_words, short_day
from journal.domain.wrapping import Measure, excerpt, shorten, wrap

GUTTER = 4
_INDENT = "  "
# Beside a label there is room for a word or two; else they stand under it.
_ROOM_BESIDE = 8


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws within a width, for these people."""

    people: tuple[Person, ...]
    width: int
    measure: Measure
    marks: Marks
    first_person: bool = field(default=False, kw_only=True)
    roles_said: bool = field(default=False, kw_only=True)
    today: date | None = field(default=None, kw_only=True)

    @property
    def names(self) -> Mapping[PartnerId, str]:
        """Each person's name by their id."""
        return names_of(self.people)

    def column(self) -> "Pen":
        """Return a pen for one of two columns."""
        return replace(self, width=(self.width - GUTTER) // 2)

    # A moment.

    def heading(self, moment: Moment) -> Line:
        """Return the title, cut if it must be, and the day at the right."""
        day = short_day(moment.day)
        if self.lies_ahead(moment):
            day = f"{AHEAD} · {day}"
        room = self.width - self.measure(day) - 2
        title = self.short(moment.title, room)
        gap = self.width - self.measure(title) - self.measure(day)
        return Span(title, Tone.BOLD), Span(" " * gap + day, Tone.MUTED)

    def lies_ahead(self, moment: Moment) -> bool:
        """Whether a moment lies ahead on the day that is known to the pen."""
        return self.today is not None and moment.lies_ahead(self.today)

    def opening(self, side: Side) -> list[Line]:
        """Return a side as it stands in a list: its name and first words."""
        words = excerpt(
            side.entry.words, self.width, self.measure, more=self.marks.more
        )
        return [*self.name(side), *in_tone(words)]

    def name(self, side: Side) -> list[Line]:
        """Return the name in its hue, and the role in words."""
        tone = self.hue(side.author)
        name = self.person(side.author, self.width)
        role = role_words(side.role, first_person=self.first_person)
        if not role or self.roles_said:
            return [(Span(name, tone),)]
        mark = self.role_mark(side.role)
        said = Span(f"{mark} {role}" if mark else role, Tone.MUTED)
        beside = (Span(name, tone), Span(" ", Tone.MUTED), said)
        if self.cells(beside) <= self.width:
            return [beside]
        return [(Span(name, tone),), (said,)]

    def person(self, author: PartnerId, room: int) -> str:
        """Return a name that fits."""
        return self.short(self.names[author], room)

    def hue(self, author: PartnerId) -> Tone:
        """Return the tone that names a person."""
        return Tone.PERSON_A if hue_of(self.people, author) == "a" else Tone.PERSON_B

    def role_mark(self, role: Role | None) -> str:
        """Return the mark of a role, or nothing."""
        marks = {
            Role.CARE_SEEKER: self.marks.reached,
            Role.CAREGIVER: self.marks.there,
            Role.BOTH: self.marks.both,
        }
        return marks.get(role, "") if role else ""

    def function_marks(self, function: SupportFunction) -> Line:
        """Return the marks of what a moment was about."""
        haven = Span(self.marks.haven, Tone.HAVEN)
        base = Span(self.marks.base, Tone.BASE)
        return {
            SupportFunction.SAFE_HAVEN: (haven,),
            SupportFunction.SECURE_BASE: (base,),
            SupportFunction.BOTH: (haven, base),
        }[function]

    def function(self, function: SupportFunction) -> list[Line]:
        """Return what a moment was about, with its mark."""
        marks = self.function_marks(function)
        room = self.width - self.cells(marks) - 1
        first, *rest = wrap(function_words(function), room, self.measure)
        indent = " " * (self.width - room)
        lines: list[Line] = [(*marks, Span(f" {first}", Tone.MUTED))]
        return lines + in_tone([indent + line for line in rest], Tone.MUTED)

    # Words under and beside labels.

    def labelled(self, label: str, words: str) -> list[Line]:
        """Return words after a muted label, and further lines set in under it."""
        room = self.width - len(_INDENT)
        if self.measure(label) > self.width - _ROOM_BESIDE:
            under = [_INDENT + line for line in wrap(words, room, self.measure)]
            return [*self.prose([label], Tone.MUTED), *in_tone(under)]
        first, *rest = wrap(f"{label}{_INDENT}{words}", room, self.measure)
        beside = (Span(label, Tone.MUTED), Span(first[len(label) :], Tone.INK))
        return [beside, *in_tone([_INDENT + line for line in rest])]

    def beneath(
        self, label: str, words: str, author: PartnerId | None = None
    ) -> list[Line]:
        """Return words that stand beneath both sides; an author's as they wrote them.

        Further lines stand under the first where there is room beside the label.
        """
        label += "   "
        indent = len(label) if self.width >= 3 * len(label) else len(_INDENT)
        said = words if author is None else self.quoted(words)
        lines = wrap(said, self.width - indent, self.measure)
        body = in_tone([" " * indent + line for line in lines])
        if indent == len(label):
            body[0] = (Span(label, Tone.MUTED), Span(lines[0], Tone.INK))
        else:
            body = [*self.prose([label.rstrip()], Tone.MUTED), *body]
        return body if author is None else self.signed(body, author, indent)

    def quoted(self, words: str) -> str:
        """Return someone's own words on one line, in quotation marks."""
        opening, closing = self.marks.quotes
        return opening + " ".join(words.split()) + closing

    def signed(
        self, lines: list[Line], author: PartnerId, indent: int = 0
    ) -> list[Line]:
        """Return lines with their author's name after the last, or under it."""
        who = Span(self.person(author, self.width - indent), self.hue(author))
        ended = (*lines[-1], Span("  ", Tone.INK), who)
        if self.cells(ended) <= self.width:
            return [*lines[:-1], ended]
        return [*lines, (Span(" " * indent, Tone.INK), who)]

    def prose(self, said: Iterable[str], tone: Tone = Tone.INK) -> list[Line]:
        """Return sentences, each from a line of its own."""
        return [
            (Span(line, tone),)
            for one in said
            for line in wrap(one, self.width, self.measure)
        ]

    def short(self, text: str, room: int) -> str:
        """Return text on one line, cut at a word if it does not fit."""
        return shorten(text, room, self.measure, more=self.marks.more)

    # Two columns.

    def beside(self, left: list[Line], right: list[Line]) -> list[Line]:
        """Return two columns as lines."""
        column = self.column().width
        lines: list[Line] = []
        for row in range(max(len(left), len(right))):
            first = left[row] if row < len(left) else ()
            second = right[row] if row < len(right) else ()
            pad = " " * (column - self.cells(first) + GUTTER)
            lines.append((*first, Span(pad, Tone.INK), *second) if second else first)
        return lines

    def cells(self, line: Sequence[Span]) -> int:
        """Return how many cells a line takes."""
        return sum(self.measure(span.text) for span in line)


def in_tone(lines: Iterable[str], tone: Tone = Tone.INK) -> list[Line]:
    """Return lines of text in one tone."""
    return [(Span(line, tone),) for line in lines]


def in_blocks(blocks: Iterable[list[Line]]) -> list[Line]:
    """Return blocks with a blank line between them; empty ones leave no trace."""
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [(), *block] if lines else block
    return lines
