"""One way to draw moments as lines of text, the same for both people.

Pure: it returns spans with a tone each, and whoever shows them chooses the colours.
Every hue is doubled by a name, a mark or a word, so that nothing is lost without.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from journal.domain.attachment import SupportFunction
from journal.domain.bonds import NO_BONDS, Bonds
from journal.domain.drawing_arc import arc_lines
from journal.domain.drawing_pen import Pen, in_blocks, in_tone
from journal.domain.marks import GLYPHS, PLAIN, Line, Marks, Span, Tone
from journal.domain.moments import Moment, Pair, Side, pair_of, sentences
from journal.domain.people import Person
from journal.domain.shared_view import SharedView
from journal.domain.what_helps import in_both
from journal.domain.wording import month_heading, response_words, role_words
from journal.domain.wrapping import Measure, excerpt, wrap

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

NEXT_THINGS_SHOWN = 2
LIES_AHEAD = "It lies ahead."


_SPANNING = {
    Pair.BOTH_REACHING: "both reached",
    Pair.BOTH_GIVING: "both were there",
    Pair.MUTUAL: "both of us",
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
    today: date | None = None,
) -> list[Line]:
    """Return a moment as it stands in a list: title, day, and each one's first words.

    Among one's own moments the roles are said in the first person. Of a day that is
    still to come today, it is said that it lies ahead.
    """
    pen = Pen(tuple(people), width, measure, marks, first_person=mine, today=today)
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
    mine: bool = False,
    bonds: Bonds = NO_BONDS,
    today: date | None = None,
) -> list[Line]:
    """Return a moment with every word of its sides, and what follows from both.

    With `mine` it is for the author alone, and shows what nobody else is shown. Of
    the bonds it draws the thanks, under the telling they are for.
    """
    pen = Pen(tuple(people), width, measure, marks, first_person=True, today=today)
    functions = {side.function for side in moment.sides}
    agreed = functions.pop() if len(functions) == 1 else None
    ahead = pen.prose([LIES_AHEAD] if pen.lies_ahead(moment) else [], Tone.MUTED)
    lines = [*_title(pen, moment, agreed), *ahead, ()]
    is_columns = len(moment.sides) > 1 and not narrow
    column = pen.column() if is_columns else pen
    sides = [
        _side(column, side, own_function=agreed is None, mine=mine, bonds=bonds)
        for side in moment.sides
    ]
    lines += pen.beside(*sides) if is_columns else in_blocks(sides)
    said = pen.prose(sentences(moment, pen.names))
    return in_blocks([lines, _beneath(pen, moment), said])


def turns_block(
    view: SharedView, *, width: int, measure: Measure, marks: Marks = GLYPHS
) -> list[Line]:
    """Return what may be said over time and the newest things gone on to."""
    pen = Pen(view.people, width, measure, marks)
    lines = pen.prose([view.turns] if view.turns is not None else [])
    for thing in view.next_things[:NEXT_THINGS_SHOWN]:
        lines += pen.beneath("afterwards", thing.text, thing.author)
    return lines


def _title(pen: Pen, moment: Moment, agreed: SupportFunction | None) -> list[Line]:
    title = " ".join(moment.title.split())
    *above, last = wrap(title, pen.width, pen.measure)
    lines = in_tone(above, Tone.BOLD)
    end = (Span(last, Tone.BOLD),)
    if agreed is None:
        return [*lines, end]
    about = pen.function(agreed)
    beside = (*end, Span("   ", Tone.MUTED), *about[0])
    if len(about) == 1 and pen.cells(beside) <= pen.width:
        return [*lines, beside]
    return [*lines, end, *about]


def _side(
    pen: Pen, side: Side, *, own_function: bool, mine: bool, bonds: Bonds
) -> list[Line]:
    bar = Span(pen.marks.bar, pen.hue(side.author))
    inner = replace(pen, width=pen.width - 2)
    head = inner.name(side)
    if own_function and side.function is not None:
        head += inner.function(side.function)
    lines = in_blocks(
        [
            head,
            in_tone(wrap(side.entry.words, inner.width, inner.measure)),
            _changed(inner, side),
            arc_lines(inner, side, mine=mine),
            _thanks(inner, side, bonds),
        ]
    )
    return [(bar, Span(" ", Tone.INK), *line) for line in lines]


def _changed(pen: Pen, side: Side) -> list[Line]:
    changed = side.entry.changed_after_reading
    if changed is None:
        return []
    label = pen.prose(["changed after reading"], Tone.MUTED)
    return [*label, *in_tone(wrap(changed, pen.width, pen.measure))]


def _thanks(pen: Pen, side: Side, bonds: Bonds) -> list[Line]:
    thanks = bonds.thanks.get(side.entry.id)
    if thanks is None:
        return []
    lines = pen.prose([thanks.value], Tone.MUTED)
    by = [person.id for person in pen.people if person.id != side.author]
    return pen.signed(lines, by[0]) if by else lines


def _beneath(pen: Pen, moment: Moment) -> list[Line]:
    lines: list[Line] = []
    both = [response_words(one, hoped=True) for one in in_both(moment)]
    if both:
        lines += pen.beneath("in both", ", ".join(both))
    for label, said in (
        ("worth keeping", [side.entry.keep for side in moment.sides]),
        ("afterwards", [side.entry.returned_to for side in moment.sides]),
    ):
        for words, side in zip(said, moment.sides, strict=True):
            if words and words.strip():
                lines += pen.beneath(label, words, side.author)
    return lines
