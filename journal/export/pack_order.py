"""The order in which a pack is read, and every word of ours that stands in it.

Each format draws this and nothing else, so that all of them say the same. What is
empty is not here at all: no heading, no column and no row stands for what was not
told. All text passes the gate once more, because a file outlives every check.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, unique

from journal.domain.counselling import (
    AGREED,
    ALONE,
    FREE_TO_REFUSE,
    GLOSSARY,
    NOT_AGREED,
    WHAT_IT_IS,
    Account,
    Glance,
    Own,
    Pack,
    Told,
)
from journal.domain.text import clean_text
from journal.domain.wording import MONTHS, listed, role_words

OURS, MINE = "Our pack", "My pack"
FOR_COUNSELLING = "For counselling"
CHOSEN = "Chosen by {who}."
TO_READ = "About {minutes} to read. This first page can be read alone."
WHAT_A_DOT_IS = (
    "A dot is a month in which somebody wrote of this. Where there is none, nothing "
    "is said about that month."
)
FROM_WHEN = "From {span}."
IN_WORDS = "In words: {rows}."
TWO_SIDES = "Two sides"
"""The word of the glossary that has no place where there is one account."""

ASKED = "Asked"
BEFORE_READING = "Told before reading the other account."
AFTER_READING = "Told after reading the other account."
EDITED = "Changed since it was first written."
CHANGED = "Put in its place after reading"
AFTERWARDS = "went on to"
IN_BOTH = "In both"

TOLD, NOT_SAID = "●", "·"

_UNTIL = " to "


@unique
class Kind(StrEnum):
    """What a part of someone's telling is."""

    ASKED = "asked"
    NOTE = "note"
    WORDS = "words"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a telling, with our label before it, which may be empty.

    A note is a sentence of ours; everything else was written by a person, or stands
    in the place of their words.
    """

    kind: Kind
    text: str = field(repr=False)
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one person says, under their name. `number` is their place on the cover."""

    name: str = field(repr=False)
    number: int
    parts: tuple[Part, ...]
    role: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """One telling, or two that belong next to each other."""

    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment whole: its title, what is known of it, who tells it, what is in both."""

    title: str = field(repr=False)
    under: tuple[str, ...]
    sides: tuple[Side, ...]
    after: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Some lines with people's words in them, each by itself."""

    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of dots: who told what of themselves, and in which of the months."""

    name: str = field(repr=False)
    number: int
    role: str
    told: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Dots by month, what a dot is, and the same in words."""

    months: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str
    in_words: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Words, each with what it means."""

    terms: tuple[tuple[str, str], ...]


Block = Sides | Moment | Lines | Table | Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. An appendix begins on a page of its own."""

    heading: str
    blocks: tuple[Block, ...]
    is_first_page: bool = False
    is_appendix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The half page before everything: whose it is, and on what terms it is read.

    `consent` is what was agreed to, `notes` what else a reader should know.
    """

    title: str
    purpose: str
    names: tuple[str, ...] = field(repr=False)
    dates: str
    consent: tuple[str, ...]
    notes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder:
    """A whole pack as it is read: the cover, then the sections."""

    cover: Cover
    sections: tuple[Section, ...]

    @property
    def first_page(self) -> tuple[Section, ...]:
        """What can be read alone, with the cover."""
        return tuple(one for one in self.sections if one.is_first_page)

    @property
    def further_pages(self) -> tuple[Section, ...]:
        """Everything after the first page."""
        return tuple(one for one in self.sections if not one.is_first_page)


def in_order(pack: Pack) -> InOrder:
    """Return what is read of a pack, in the order in which it is read."""
    who = _numbers(pack.names)
    we = "we are" if pack.is_ours else "I am"
    we_have = "we have" if pack.is_ours else "I have"
    we_like = "we'd like" if pack.is_ours else "I'd like"
    sections = (
        Section(
            heading=f"What {we} trying",
            blocks=_said(pack.trying, who),
            is_first_page=True,
        ),
        Section(
            heading=f"What {we_like} help with",
            blocks=_said(pack.help, who),
            is_first_page=True,
        ),
        Section(
            heading="At a glance", blocks=_glance(pack.glance, who), is_first_page=True
        ),
        Section(
            heading="Moments",
            blocks=moments_in_order(pack.moments, pack.names, is_ours=pack.is_ours),
        ),
        Section(
            heading="Where our accounts differ",
            blocks=_lines(pack.differs) if pack.is_ours else (),
        ),
        Section(heading=f"Questions {we_have}", blocks=_said(pack.questions, who)),
        Section(heading="Words used here", blocks=_glossary(pack)),
        Section(
            heading="Appendix: further moments",
            blocks=moments_in_order(pack.further, pack.names, is_ours=pack.is_ours),
            is_appendix=True,
        ),
    )
    return InOrder(
        cover=_cover(pack), sections=tuple(one for one in sections if one.blocks)
    )


def _cover(pack: Pack) -> Cover:
    minutes = "a minute" if pack.minutes == 1 else f"{pack.minutes} minutes"
    first, last = line(pack.first), line(pack.last)
    who = listed([line(name) for name in pack.chosen_by])
    return Cover(
        title=OURS if pack.is_ours else MINE,
        purpose=FOR_COUNSELLING,
        names=tuple(map(line, pack.names)),
        dates=first if first == last else _UNTIL.join(filter(None, (first, last))),
        consent=_consent(pack),
        notes=(
            *((CHOSEN.format(who=who),) if who else ()),
            WHAT_IT_IS,
            TO_READ.format(minutes=minutes),
        ),
    )


def _consent(pack: Pack) -> tuple[str, ...]:
    if not pack.is_ours:
        return (ALONE,)
    if pack.agreed_on is None:
        # Nothing has been agreed to, so nothing is said of how.
        return (NOT_AGREED,)
    day = pack.agreed_on
    agreed = AGREED.format(day=f"{day.day} {MONTHS[day.month - 1]} {day.year}")
    return agreed, FREE_TO_REFUSE


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {line(name): number for number, name in enumerate(names)}


def _said(owns: Iterable[Own], who: dict[str, int]) -> tuple[Block, ...]:
    sides = tuple(
        Side(name=line(own.name), number=_number(own.name, who), parts=words)
        for own in owns
        if (words := _parts((Kind.WORDS, "", own.text)))
    )
    return (Sides(sides=sides),) if sides else ()


def _glance(glance: Glance, who: dict[str, int]) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            name=line(dots.name),
            number=_number(dots.name, who),
            role=role_words(dots.role, first_person=False),
            told=dots.months,
        )
        for dots in glance.dots
        if any(dots.months)
    )
    if not rows:
        return _lines(glance.lines)
    months = tuple(line(month) for month in glance.months)
    in_words = "; ".join(_in_words(row, months) for row in rows)
    table = Table(
        months=months,
        rows=rows,
        note=" ".join(filter(None, (_from_when(glance), WHAT_A_DOT_IS))),
        in_words=IN_WORDS.format(rows=in_words),
    )
    return *_lines(glance.lines), table


def _from_when(glance: Glance) -> str:
    span = line(glance.span)
    return FROM_WHEN.format(span=span) if span else ""


def _in_words(row: Row, months: tuple[str, ...]) -> str:
    told = [month for month, is_told in zip(months, row.told, strict=True) if is_told]
    return f"{row.name} {row.role} in {listed(told)}"


def moments_in_order(
    told: Iterable[Told], names: Iterable[str], *, is_ours: bool
) -> tuple[Moment, ...]:
    """Return moments as they are read, each under the names of who tells it."""
    who = _numbers(names)
    return tuple(_moment(one, who, is_ours=is_ours) for one in told)


def _moment(told: Told, who: dict[str, int], *, is_ours: bool) -> Moment:
    in_both = (Kind.LINE, IN_BOTH, told.in_both if is_ours else "")
    # Of one account alone nothing may tell that there is another.
    is_told_by_two = is_ours and len(told.accounts) > 1
    return Moment(
        title=line(told.title),
        under=tuple(filter(None, (line(told.when), line(told.about)))),
        sides=tuple(
            _account(one, who, is_one_of_two=is_told_by_two) for one in told.accounts
        ),
        after=_parts(in_both, *((Kind.LINE, "", one) for one in told.said)),
    )


def _account(account: Account, who: dict[str, int], *, is_one_of_two: bool) -> Side:
    """Return an account in its context: *then* and *looking back* read differently."""
    read_first = {True: AFTER_READING, False: BEFORE_READING}
    known = account.told_after_reading if is_one_of_two else None
    asked_label = f"{ASKED}, {line(account.depth)}" if account.depth else ASKED
    parts = _parts(
        (Kind.ASKED, asked_label, account.asked),
        (Kind.NOTE, "", read_first[known] if known is not None else ""),
        (Kind.NOTE, "", EDITED if account.is_edited else ""),
        (Kind.WORDS, "", account.words),
        (Kind.WORDS, CHANGED, account.changed),
        *((Kind.LINE, line(label), words) for label, words in account.lines),
        (Kind.LINE, AFTERWARDS, account.afterwards),
    )
    return Side(
        name=line(account.name),
        number=_number(account.name, who),
        role=line(account.role),
        about=line(account.about),
        parts=parts,
    )


def _glossary(pack: Pack) -> tuple[Block, ...]:
    if not pack.all_told:
        return ()
    return (
        Terms(
            terms=tuple(
                (word, meaning)
                for word, meaning in GLOSSARY
                if pack.is_ours or word != TWO_SIDES
            )
        ),
    )


def _lines(texts: Iterable[str]) -> tuple[Block, ...]:
    lines = tuple(filter(None, map(line, texts)))
    return (Lines(lines=lines),) if lines else ()


def _parts(*parts: tuple[Kind, str, str]) -> tuple[Part, ...]:
    return tuple(
        Part(kind=kind, label=label, text=clean)
        for kind, label, text in parts
        if (clean := _text(text) if kind is Kind.WORDS else line(text))
    )


def _number(name: str, who: dict[str, int]) -> int:
    return who.get(line(name), 0)


def _text(text: str) -> str:
    """Return a person's words with nothing in them that drives what shows them."""
    lines = clean_text(text).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def line(text: str) -> str:
    """Return a text as one line, with nothing in it that drives what shows it."""
    return " ".join(clean_text(text).split())
