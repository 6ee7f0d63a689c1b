"""What the pages of a pack say alike: its name, and what is agreed to so far."""

from journal.domain.marks import Line, Span, Tone
from journal.domain.people import hue_of
from journal.services.packing import Bench, Whose
from journal.services.session import Session

NAMES = {Whose.MINE: "My pack", Whose.OURS: "Our pack"}
FOR_COUNSELLOR = "for your counsellor"
MINE_ALONE = "One person's account."
MINE = (
    "One person's account. {partner} has not seen or agreed to this, and is not told."
)
NEITHER = "The file can be made once you have both agreed to this text."
THEY_FIRST = (
    "{partner} has agreed to this text. The file can be made once you have too."
)
I_FIRST = (
    "You have agreed. The file can be made once {partner} has agreed to this text too."
)
LAPSED = (
    "You agreed to an earlier text, and it has changed since. Read it once more, then "
    "agree."
)
CHANGED = (
    "You changed this page after you struck words out of it. Look at it again. Until "
    "then it stays out."
)
BOTH = "You have both agreed to this text."


def heading(whose: Whose) -> Line:
    """Return the left of the header over a pack."""
    name = Span(NAMES[whose], Tone.BOLD)
    return (name, Span(f"   {FOR_COUNSELLOR}", Tone.MUTED))


def step_heading(whose: Whose, step: str) -> Line:
    """Return the left of the header over one step of making it."""
    return (Span(NAMES[whose], Tone.BOLD), Span(f" · {step}", Tone.MUTED))


def may_leave(session: Session, bench: Bench) -> bool:
    """Whether a file may be made of it as it stands."""
    is_agreed = all(one.id in bench.agreed for one in session.people)
    return bool(bench.pack.moments) and (bench.whose is Whose.MINE or is_agreed)


def consent_words(session: Session, bench: Bench) -> str:
    """Return whose account a pack is, or what the two have agreed to so far."""
    partner = session.partner
    if partner is None:
        return MINE_ALONE
    if bench.whose is Whose.MINE:
        return MINE.format(partner=partner.name)
    if not bench.pack.moments:
        return ""
    if bench.has_lapsed:
        return LAPSED
    i_have, they_have = session.identity.id in bench.agreed, partner.id in bench.agreed
    said = {
        (True, True): BOTH,
        (True, False): I_FIRST,
        (False, True): THEY_FIRST,
        (False, False): NEITHER,
    }
    return said[i_have, they_have].format(partner=partner.name)


def hues_of(session: Session, whose: Whose) -> tuple[Tone, Tone]:
    """Return the tones of the people of a pack; alone, it is in one's own hue."""
    is_second = hue_of(session.people, session.identity.id) == "b"
    pair = (Tone.PERSON_A, Tone.PERSON_B)
    return pair[::-1] if whose is Whose.MINE and is_second else pair


def in_hues(hues: tuple[Tone, Tone], line: Line) -> Line:
    """Return a line of a pack in the tones of its people."""
    tones = dict(zip((Tone.PERSON_A, Tone.PERSON_B), hues, strict=True))
    return tuple(Span(one.text, tones.get(one.tone, one.tone)) for one in line)
