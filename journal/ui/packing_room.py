"""Reading a pack in the room with a counsellor: large, and nothing else in reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from typing_extensions import override

from journal.domain.counselling import Pack
from journal.domain.marks import Line, Span, Tone
from journal.domain.wording import listed
from journal.export.pack_order import (
    Block,
    Lines,
    Moment,
    Section,
    Side,
    Sides,
    Table,
    Terms,
    in_order,
)
from journal.services import packing, writing
from journal.services.packing import Whose
from journal.services.session import Session
from journal.ui.choice import Answer, choice_of
from journal.ui.packing_front import FrontPage
from journal.ui.packing_words import NAMES, hues_of, in_hues
from journal.ui.page import Words
from journal.ui.together_sheets import Sheets
from journal.ui.working import WorkingPage
from journal.ui.write import WritePage

ZOOM = "Make the letters bigger with your terminal's own zoom."
AFTERWARDS = "You have read it. Is there anything to keep of this hour?"
THAT_IS_ALL, A_NOTE = "that is all", "write a page of your own about it"
TRYING = {Whose.MINE: "say what I am trying", Whose.OURS: "say what we are trying"}
HEADS_NEXT = "What is being tried stands at the head of the next pack."
_HUES = (Tone.PERSON_A, Tone.PERSON_B)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is shown at once, sheet by sheet: a line above, and the words."""

    head: Line = field(repr=False)
    words: str = field(repr=False)


class RoomPage(WorkingPage[Pack]):
    """Shows a pack and nothing else; only its own keys, the lock and leaving work."""

    BARE: ClassVar = True
    STEPS_ASIDE: ClassVar = False
    FOOTER: ClassVar = ("room.on", "room.turn", "page.back")
    DEFAULT_CSS = """
    RoomPage #middle { align-horizontal: center; }
    RoomPage.-tall #middle { padding-top: 3; }
    RoomPage Sheets { width: 51; }
    RoomPage.-wide Sheets { width: 59; }
    RoomPage.-narrow Sheets { width: 1fr; }
    RoomPage #zoom { color: $muted; text-align: center; padding: 1 0 0 0; }
    """

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose
        self._leaves: Sequence[Leaf] = ()
        self._at = 0
        self._shown: Pack | None = None

    @override
    def inside(self) -> ComposeResult:
        with Vertical(id="middle"):
            yield Sheets()
        yield Words(ZOOM, id="zoom")

    @override
    def read(self) -> Pack:
        now = packing.bench(self.session, self.whose)
        return packing.finished(self.session, self.whose, now.digest)

    @override
    def show(self) -> None:
        # Nothing changes under those who are reading.
        if self.seen is None or self._shown is not None:
            return
        self._shown = self.seen
        self.trail = (Span(NAMES[self.whose], Tone.MUTED),)
        self.aside = ""
        hues = hues_of(self.session, self.whose)
        self._leaves = [
            Leaf(in_hues(hues, one.head), one.words) for one in leaves(self.seen)
        ]
        self._go_to(0)
        self.query_one(Sheets).focus()

    def _go_to(self, number: int) -> None:
        self._at = number
        leaf = self._leaves[number]
        self.query_one(Sheets).show(leaf.head, leaf.words)
        self.query_one("#zoom", Words).display = number == 0
        self.draw_bars()

    # What the keys do.

    def action_on(self) -> None:
        """Go on; after the last sheet, ask what is to be kept of the hour."""
        if not self._leaves or self.query_one(Sheets).turn(1):
            return
        if self._at + 1 < len(self._leaves):
            self._go_to(self._at + 1)
        else:
            self._end()

    def action_turn(self, key: str) -> None:
        """Go on, or back by a sheet."""
        if key == "right":
            self.action_on()
        elif self._leaves and not self.query_one(Sheets).turn(-1) and self._at:
            self._go_to(self._at - 1)

    @override
    def action_back(self) -> None:
        if self._shown is None:
            self.host.back()
        else:
            self._end()

    def _end(self) -> None:
        session, host, whose = self.session, self.host, self.whose

        def write() -> None:
            host.back()
            host.open_page(WritePage(session, writing.new_draft(session)))

        def say_trying() -> None:
            host.back()
            host.open_page(FrontPage(session, whose))

        answers: list[Answer] = [
            (THAT_IS_ALL, host.back),
            (A_NOTE, write),
            (TRYING[whose], say_trying),
        ]
        host.open_page(choice_of(AFTERWARDS, answers, notes=(HEADS_NEXT,)))


def leaves(pack: Pack) -> tuple[Leaf, ...]:
    """Return a pack as it is read aloud, one thing after another."""
    reading = in_order(pack)
    cover = reading.cover
    said = [one for one in (listed(cover.names), cover.dates, *cover.consent) if one]
    first = Leaf((Span(cover.title, Tone.BOLD),), "\n".join(said))
    each = (one for section in reading.sections for one in _section(section))
    return (first, *each)


def _section(section: Section) -> Iterator[Leaf]:
    head: Line = (Span(section.heading, Tone.MUTED),)
    for block in section.blocks:
        yield from _block(head, block)


def _block(head: Line, block: Block) -> Iterator[Leaf]:
    match block:
        case Sides(sides=sides):
            for side in sides:
                yield Leaf(
                    (*_name(side), Span(f" · {_plain(head)}", Tone.MUTED)), _said(side)
                )
        case Moment():
            yield from _moment(block)
        case Lines(lines=lines):
            yield Leaf(head, "\n".join(lines))
        case Table(in_words=words):
            yield Leaf(head, words)
        case Terms(terms=terms):
            yield Leaf(head, "\n".join(f"{word}: {means}" for word, means in terms))


def _moment(moment: Moment) -> Iterator[Leaf]:
    title = moment.title or moment.under[0]
    under = moment.under if moment.title else moment.under[1:]
    for number, side in enumerate(moment.sides):
        above = f"{title}\n{' · '.join(under)}\n" if not number else ""
        beside = " · ".join(filter(None, (side.role, side.about)))
        role: tuple[Span, ...] = (Span(f" {beside}", Tone.MUTED),) if beside else ()
        yield Leaf((*_name(side), *role), above + _said(side))
    after = "\n".join(_labelled(one.label, one.text) for one in moment.after)
    if after:
        yield Leaf((Span(title, Tone.MUTED),), after)


def _name(side: Side) -> Line:
    return (Span(side.name, _HUES[side.number % len(_HUES)]),)


def _said(side: Side) -> str:
    return "\n".join(_labelled(one.label, one.text) for one in side.parts)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


def _plain(line: Line) -> str:
    return "".join(span.text for span in line)
