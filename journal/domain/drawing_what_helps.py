"""What helps, drawn: each one's own words in their own favour, side by side."""

from journal.domain.drawing_pen import Pen, in_blocks, in_tone
from journal.domain.marks import GLYPHS, Line, Marks, Span, Tone
from journal.domain.shared_view import SharedView
from journal.domain.what_helps import WhatHelps, named_by_both_sentence
from journal.domain.wrapping import Measure, excerpt

NOT_CHOSEN = (
    "Each of you can choose to say what helped, in your own words. Neither is asked."
)
UNSEEN = "Some care here went unnoticed at the time."
SENTENCES_SHOWN = 5


def what_helps_block(
    view: SharedView,
    *,
    width: int,
    measure: Measure,
    marks: Marks = GLYPHS,
    narrow: bool = False,
) -> list[Line]:
    """Return what helped whoever chose to tell it, and what both have named.

    Someone who did not choose has no column, rather than an empty one.
    """
    pen = Pen(view.people, width, measure, marks)
    is_columns = len(view.helps) > 1 and not narrow
    column = pen.column() if is_columns else pen
    each = [_helps(column, helps) for helps in view.helps]
    unseen = []
    if view.unseen is not None:
        unseen = pen.prose([UNSEEN])
        title = pen.short(view.unseen.title, width - len("such as "))
        unseen += [(Span(f"such as {title}", Tone.MUTED),)]
    named = view.named_by_both
    blocks = [
        pen.beside(*each) if is_columns else in_blocks(each),
        pen.prose([named_by_both_sentence(named)] if named else []),
        unseen,
    ]
    return in_blocks(blocks) or pen.prose([NOT_CHOSEN])


def _helps(pen: Pen, helps: WhatHelps) -> list[Line]:
    name = pen.person(helps.person, pen.width)
    own = [
        in_tone(excerpt(one.words, pen.width, pen.measure, more=pen.marks.more))
        for one in helps.landed[:SENTENCES_SHOWN]
    ]
    said = helps.sentence(name)
    return [
        (Span(name, pen.hue(helps.person)),),
        *in_blocks([*own, pen.prose([said] if said else [])]),
    ]
