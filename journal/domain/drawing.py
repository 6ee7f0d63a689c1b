"""One way to draw moments as lines of text, the same for both people.

Pure: it returns spans with a tone each, and whoever shows them chooses the colours.
Every hue is doubled by a name, a mark or a word, so that nothing is lost without.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from journal.domain.attachment import Role, SupportFunction
from journal.domain.entries import PartnerId
from journal.domain.marks import GLYPHS, PLAIN, Line, Marks, Span, Tone
from journal.domain.moments import Moment, Pair, Side, pair_of, sentences
from journal.domain.people import Person, hue_of, names_of
from journal.domain.shared_view import SharedView
from journal.domain.wording import month_heading, role_words, short_day
from journal.domain.wrapping import Measure, excerpt, shorten, wrap

__all__ = [
    "GLYPHS",
    "PLAIN",
    "Line",
    "Marks",
    "Measure",
    "Span",
    "Tone",
    "excerpt",
    "moment_block",
    "moment_whole",
    "month_heading",
    "role_words",
    "turns_block",
    "wrap",
]

GUTTER = 4
NEXT_THINGS_SHOWN = 2


_SPANNING = {
    Pair.BOTH_REACHING: "both reached",
    Pair.BOTH_GIVING: "both were there",
    Pair.MUTUAL: "both of us",
}
_FUNCTION_WORDS = {
    SupportFunction.SAFE_HAVEN: "something was hard",
    SupportFunction.SECURE_BASE: "something was possible",
    SupportFunction.BOTH: "something was hard, and possible",
}


def moment_block(  # noqa: PLR0913 - how it is drawn is one thing in five words
    moment: Moment,
    people: Iterable[Person],
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    narrow: bool = False,
    mine: bool = False,
) -> list[Line]:
    """Return a moment as it stands in a list: title, day, and each one's first words.

    Among one's own moments the roles are said in the first person.
    """
    pen = _Pen(tuple(people), width, measure, marks, first_person=mine)
    heading = [pen.heading(moment)]
    pair = pair_of(moment)
    if pair is None:
        return heading + pen.opening(moment.sides[0])
    if pair is Pair.COMPLEMENTARY and not narrow:
        column = pen.column()
        return heading + pen.beside(*(column.opening(side) for side in moment.sides))
    said = _SPANNING.get(pair)
    if said is not None:
        # Said once for both; under each name it would only be said again.
        heading += [
            (Span(f"{pen.role_mark(moment.sides[0].role)} {said}", Tone.MUTED),)
        ]
        pen = replace(pen, roles_said=True)
    first, second = (pen.opening(side) for side in moment.sides)
    return [*heading, *first, (), *second]


def moment_whole(  # noqa: PLR0913 - as above
    moment: Moment,
    people: Iterable[Person],
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    narrow: bool = False,
) -> list[Line]:
    """Return a moment with every word of its sides, and what follows from both."""
    pen = _Pen(tuple(people), width, measure, marks, first_person=True)
    functions = {side.function for side in moment.sides}
    agreed = functions.pop() if len(functions) == 1 else None
    lines = [*pen.whole_title(moment, agreed), ()]
    is_columns = len(moment.sides) > 1 and not narrow
    column = pen.column() if is_columns else pen
    sides = [column.whole_side(s, agreed is None) for s in moment.sides]
    if is_columns:
        lines += pen.beside(*sides)
    else:
        lines += [line for side in sides for line in (*side, ())][:-1]
    went_on = [(s.entry.returned_to, s.author) for s in moment.sides]
    for block in (
        [line for text, who in went_on if text for line in pen.went_on(text, who)],
        pen.prose(sentences(moment, pen.names)),
    ):
        lines += [(), *block] if block else []
    return lines


def turns_block(
    view: SharedView, *, width: int, measure: Measure, marks: Marks = GLYPHS
) -> list[Line]:
    """Return what may be said over time and the newest things gone on to."""
    pen = _Pen(view.people, width, measure, marks, first_person=False)
    lines = pen.prose([view.turns] if view.turns is not None else [])
    for thing in view.next_things[:NEXT_THINGS_SHOWN]:
        lines += pen.went_on(thing.text, thing.author)
    return lines


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws within a width, for these people."""

    people: tuple[Person, ...]
    width: int
    measure: Measure
    marks: Marks
    first_person: bool = field(kw_only=True)
    roles_said: bool = field(default=False, kw_only=True)

    @property
    def names(self) -> Mapping[PartnerId, str]:
        return names_of(self.people)

    def column(self) -> "_Pen":
        return replace(self, width=(self.width - GUTTER) // 2)

    def heading(self, moment: Moment) -> Line:
        day = short_day(moment.day)
        room = self.width - self.measure(day) - 2
        title = shorten(moment.title, room, self.measure, more=self.marks.more)
        gap = self.width - self.measure(title) - self.measure(day)
        return Span(title, Tone.BOLD), Span(" " * gap + day, Tone.MUTED)

    def opening(self, side: Side) -> list[Line]:
        words = excerpt(
            side.entry.words, self.width, self.measure, more=self.marks.more
        )
        return [*self.name(side), *_in_ink(words)]

    def whole_title(self, moment: Moment, agreed: SupportFunction | None) -> list[Line]:
        title = " ".join(moment.title.split())
        *above, last = wrap(title, self.width, self.measure)
        lines: list[Line] = [(Span(line, Tone.BOLD),) for line in above]
        end = (Span(last, Tone.BOLD),)
        if agreed is None:
            return [*lines, end]
        about = self.function(agreed)
        beside = (*end, Span("   ", Tone.MUTED), *about)
        if self.cells(beside) <= self.width:
            return [*lines, beside]
        return [*lines, end, about]

    def whole_side(self, side: Side, own_function: bool) -> list[Line]:  # noqa: FBT001 - private
        bar = Span(self.marks.bar, self.hue(side.author))
        inner = replace(self, width=self.width - 2)
        lines = inner.name(side)
        if own_function and side.function is not None:
            lines += inner.wrapped_function(side.function)
        lines += [(), *_in_ink(wrap(side.entry.words, inner.width, self.measure))]
        return [(bar, Span(" ", Tone.INK), *line) for line in lines]

    def name(self, side: Side) -> list[Line]:
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
        return shorten(self.names[author], room, self.measure, more=self.marks.more)

    def role_mark(self, role: Role | None) -> str:
        marks = {
            Role.CARE_SEEKER: self.marks.reached,
            Role.CAREGIVER: self.marks.there,
            Role.BOTH: self.marks.both,
        }
        return marks.get(role, "") if role else ""

    def function(self, function: SupportFunction) -> Line:
        haven = Span(self.marks.haven, Tone.HAVEN)
        base = Span(self.marks.base, Tone.BASE)
        marks = {
            SupportFunction.SAFE_HAVEN: (haven,),
            SupportFunction.SECURE_BASE: (base,),
            SupportFunction.BOTH: (haven, base),
        }
        return *marks[function], Span(f" {_FUNCTION_WORDS[function]}", Tone.MUTED)

    def wrapped_function(self, function: SupportFunction) -> list[Line]:
        *marks, words = self.function(function)
        room = self.width - self.cells(marks) - 1
        first, *rest = wrap(words.text.strip(), room, self.measure)
        indent = " " * (self.width - room)
        lines: list[Line] = [(*marks, Span(f" {first}", Tone.MUTED))]
        return lines + [(Span(indent + line, Tone.MUTED),) for line in rest]

    def went_on(self, text: str, author: PartnerId) -> list[Line]:
        label = "went on to   "
        indent = len(label) if self.width >= 3 * len(label) else 2
        opening, closing = self.marks.quotes
        said = opening + " ".join(text.split()) + closing
        lines = wrap(said, self.width - indent, self.measure)
        body: list[Line] = [(Span(" " * indent + one, Tone.INK),) for one in lines]
        if indent == len(label):
            body[0] = (Span(label, Tone.MUTED), Span(lines[0], Tone.INK))
        else:
            body.insert(0, (Span(label.rstrip(), Tone.MUTED),))
        who = Span(self.person(author, self.width - indent), self.hue(author))
        ended = (*body[-1], Span("  ", Tone.INK), who)
        if self.cells(ended) <= self.width:
            return [*body[:-1], ended]
        return [*body, (Span(" " * indent, Tone.INK), who)]

    def prose(self, said: Iterable[str]) -> list[Line]:
        return [
            (Span(line, Tone.INK),)
            for one in said
            for line in wrap(one, self.width, self.measure)
        ]

    def beside(self, left: list[Line], right: list[Line]) -> list[Line]:
        column = self.column().width
        lines: list[Line] = []
        for row in range(max(len(left), len(right))):
            first = left[row] if row < len(left) else ()
            second = right[row] if row < len(right) else ()
            pad = " " * (column - self.cells(first) + GUTTER)
            lines.append((*first, Span(pad, Tone.INK), *second) if second else first)
        return lines

    def hue(self, author: PartnerId) -> Tone:
        return Tone.PERSON_A if hue_of(self.people, author) == "a" else Tone.PERSON_B

    def cells(self, line: Sequence[Span]) -> int:
        return sum(self.measure(span.text) for span in line)


def _in_ink(lines: Iterable[str]) -> list[Line]:
    return [(Span(line, Tone.INK),) for line in lines]
