"""A sealed answer, as it looks and is spoken of: the same whatever lies behind it."""

from collections.abc import Sequence

from journal.domain.marks import Line, Marks, Span, Tone
from journal.domain.people import Person
from journal.services.answering import Met
from journal.ui.asides import hue_tone, paragraph

SEALED = "sealed"
SAVED = "Saved and sealed."
SAYS_MORE = "It opens as it was sealed. What you add now is yours alone."
STAYS = "Saved. What you sealed stays as it was."
STANDS = (
    "What was sealed stays as it opened. What you change stands under it, as changed "
    "after reading."
)
DOTS = (14, 9)
_ANSWERED = "answered"
_TOLD_ANEW = "told it anew"

_SHOWS = (
    "It opens for both of you when you next unlock after {partner} has {answered}, so "
    "its opening shows that you unlocked."
)
_BOTH = (
    "{partner} has answered. {partner}'s opens when {partner} next unlocks, and yours "
    "when you next unlock after that"
)
_FIXED = (
    "From now on nothing of what is sealed can be changed: not the words, not the "
    "question, not the day."
)
_MINE = "Sealed. It opens for both of you when {partner} has {answered}."
_CHANGED = "It opens as it was sealed. What you have changed since is yours alone."
_THEIRS = (
    "{partner} has answered, and cannot change it now. It opens when {partner} next "
    "unlocks after you have offered or sealed your own."
)
_THEIR_SIDE = (
    "{partner} has told a side, and cannot change it now. It opens when {partner} next "
    "unlocks after you have offered yours anew."
)
_OPENS = "{partner}'s answer opens when {partner} next unlocks."
_TO_MEET = "To meet {partner}'s, offer this or seal it: o."
_TO_MEET_BY_OFFERING = "To meet {partner}'s, offer this: o."


def seal_until(partner: str, *, is_side: bool) -> str:
    """Return the answer that seals, in words."""
    return f"seal it until {partner} {'tells it anew' if is_side else 'answers'}"


def before_sealing(
    partner: str, *, is_side: bool, is_answered: bool
) -> tuple[str, ...]:
    """Return what the writer is told before anything is sealed.

    `is_answered`: the partner has sealed an answer already, which then opens first.
    """
    if is_answered:
        shows = f"{_BOTH}, so its opening shows that you unlocked."
        return shows.format(partner=partner), _FIXED
    answered = _TOLD_ANEW if is_side else _ANSWERED
    return _SHOWS.format(partner=partner, answered=answered), _FIXED


def both_wait(partner: str) -> str:
    """Return in which order two sealed answers open."""
    return f"{_BOTH}.".format(partner=partner)


def to_meet_theirs(partner: str, *, can_seal: bool) -> str:
    """Return what lets the partner's sealed answer open, under a private one."""
    said = _TO_MEET if can_seal else _TO_MEET_BY_OFFERING
    return said.format(partner=partner)


def mine_waits(
    partner: str, *, is_side: bool, is_changed: bool, is_answered: bool
) -> list[str]:
    """Return what stands under a sealed page of one's own."""
    answered = _TOLD_ANEW if is_side else _ANSWERED
    said = _MINE.format(partner=partner, answered=answered)
    if is_answered:
        said = f"Sealed. {both_wait(partner)}"
    return [said, _CHANGED] if is_changed else [said]


def theirs_opens(partner: str, met: Met) -> str:
    """Return when the partner's sealed answer opens."""
    if met.is_answered:
        return _OPENS.format(partner=partner)
    return (_THEIR_SIDE if met.is_side else _THEIRS).format(partner=partner)


def theirs_sealed(  # noqa: PLR0913 - how it is drawn, by name
    partner: Person,
    people: Sequence[Person],
    met: Met,
    *,
    width: int,
    marks: Marks,
    is_tight: bool = False,
) -> list[Line]:
    """Return the partner's sealed answer, as it is met: that there is one."""
    tone = hue_tone(partner, people)
    name = (Span(partner.name, tone), Span(f" {SEALED}", Tone.MUTED))
    dots = [(Span(" ".join(marks.sealed * many), Tone.MUTED),) for many in DOTS]
    bar = (Span(marks.bar, tone), Span(" ", Tone.INK))
    said = paragraph(theirs_opens(partner.name, met), width - 2, Tone.MUTED)
    gap: list[Line] = [] if is_tight else [()]
    return [(*bar, *line) for line in (name, *gap, *dots, *gap, *said)]


def my_sealed(
    me: Person, people: Sequence[Person], words: str, *, width: int, marks: Marks
) -> list[Line]:
    """Return one's own sealed side of a moment, every word of it."""
    tone = hue_tone(me, people)
    name = (Span(me.name, tone), Span(f" {SEALED}", Tone.MUTED))
    bar = (Span(marks.bar, tone), Span(" ", Tone.INK))
    lines = [name, (), *paragraph(words, width - 2)]
    return [(*bar, *line) for line in lines]
