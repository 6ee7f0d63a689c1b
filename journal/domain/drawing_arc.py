"""What someone said about a moment beside telling it, drawn in their own column.

Every line here is its author's own reading, and stands under their name only. What
lay underneath and how they were after is never drawn for anyone but its author.
"""

from collections.abc import Iterable

from journal.domain.attachment import Response, Role
from journal.domain.drawing_pen import Pen
from journal.domain.entries import Entry
from journal.domain.marks import Line, Tone
from journal.domain.moments import Side
from journal.domain.wording import (
    after_words,
    held_words,
    landing_sentence,
    response_words,
    signal_words,
)


def arc_lines(pen: Pen, side: Side, *, mine: bool) -> list[Line]:
    """Return what a side says of the exchange, in the order in which it happened.

    Only with `mine`, for an author reading what is theirs alone, is the line about
    what lay underneath there, and the words about how they were after.
    """
    entry = side.entry
    lines = pen.prose(_how_it_showed(entry), Tone.MUTED)
    for label, said in _exchange(entry, mine=mine):
        words = " ".join(said.split())
        lines += pen.labelled(label, words) if words else []
    if entry.landing is not None:
        landed = landing_sentence(entry.landing, entry.role)
        lines += pen.prose([landed], Tone.MUTED)
    after = after_words(entry.after) if mine and entry.after else ""
    return lines + pen.prose([after] if after else [], Tone.MUTED)


def _how_it_showed(entry: Entry) -> Iterable[str]:
    if entry.swapped:
        yield "we changed places partway"
    said = []
    if entry.signal is not None:
        said.append(signal_words(entry.signal, entry.role))
    if entry.signal_held is not None:
        said.append(held_words(held=entry.signal_held))
    if said:
        yield "; ".join(said)


def _exchange(entry: Entry, *, mine: bool) -> Iterable[tuple[str, str]]:
    gave = entry.role is Role.CAREGIVER
    if mine:
        yield "underneath", entry.underneath or ""
    yield _hoped_label(entry), _words(entry.hoped, hoped=True)
    yield "what I thought was needed", entry.guess or ""
    yield "what was done" if gave else "what came", _words(entry.response)


def _hoped_label(entry: Entry) -> str:
    if entry.ahead:
        return "what would help"
    return "meant to give" if entry.role is Role.CAREGIVER else "hoped for"


def _words(responses: frozenset[Response], *, hoped: bool = False) -> str:
    said = [response_words(one, hoped=hoped) for one in Response if one in responses]
    # One of them has a comma of its own.
    return ("; " if any("," in words for words in said) else ", ").join(said)
