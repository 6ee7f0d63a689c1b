"""What someone said about a moment beside telling it, drawn in their own column.

Every line here is its author's own reading, and stands under their name only. What
lay underneath and how they were after is never drawn for anyone but its author.
"""

from journal.domain.arc_words import said_beside
from journal.domain.drawing_pen import Pen
from journal.domain.marks import Line, Tone
from journal.domain.moments import Side


def arc_lines(pen: Pen, side: Side, *, mine: bool) -> list[Line]:
    """Return what a side says of the exchange, in the order in which it happened.

    Only with `mine`, for an author reading what is theirs alone, is the line about
    what lay underneath there, and the words about how they were after.
    """
    lines: list[Line] = []
    for label, said in said_beside(side.entry, mine=mine):
        lines += pen.labelled(label, said) if label else pen.prose([said], Tone.MUTED)
    return lines
