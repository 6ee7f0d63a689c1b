"""The other side of a moment: asked for, answered, found among what is told, parted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.drawing import moment_whole
from journal.domain.entries import EntryId
from journal.domain.marks import Line, Marks, Tone
from journal.domain.moments import Moment
from journal.services import bonds, whole
from journal.services.exchanging import Exchanged
from journal.services.preferences import reader
from journal.services.session import Session
from journal.services.whole import Whole
from journal.ui.asides import Whole as WholeText
from journal.ui.asides import marks_of, paragraph
from journal.ui.choice import Answer, choice_of
from journal.ui.days import day_words
from journal.ui.keymap import bindings
from journal.ui.lines import Lines
from journal.ui.offering import LEAVE_IT
from journal.ui.page import Page, Words
from journal.ui.working import WorkingPage

ASKED = "{partner} would like your side of this."
WRITE_MINE, JUST_READ, NOT_THIS = "write mine", "just read", "not this one"
NO_IS_SILENT = "{partner} is not told of a no, and you are not asked this again."
DECLINED = "You will not be asked this again, and {partner} is not told."

ASK = "ask {partner} for the other side"
NO_LONGER = "no longer ask for the other side"
MET_INSIDE = "{partner} meets this inside the moment, and nowhere else."
NO_LONGER_SAID = "You no longer ask for the other side."

SAME = "Are these the same moment?"
PERHAPS = "This may be one moment with {title} of {day}: l."
IS_IT_ONE = "see whether it is one with {title} of {day}"
THESE_TWO = "{title} of {day}, and this one of {other_day}:"
AMONG_THEIRS = "find it among what {partner} has told"
AMONG_MINE = "find it among what I have told"
WHICH = "Which of these is the same moment?"
LATER, YES, NO = "later", "yes, they are one", "no, they are two"
ONCE_BOTH = (
    "They stand beside each other once {partner} has said so too. Nobody is told of a "
    "no."
)
LINKED = "The two are one moment now."
HALF_LINKED = "They are one moment once {partner} has said so too."
NOT_THE_SAME = "The two stay apart, and you are not asked again."
NOTHING_TO_FIND = "There is nothing here yet that it could be one with."

PART = "Part the two?"
PARTING = (
    "Each of you keeps every word, and each side is a moment of its own. It holds for "
    "both of you, at once, and the two are never suggested to you again."
)
LEAVE_THEM, PART_THEM = "leave them beside each other", "part the two"
PARTED = "The two stand apart from now on. Each is kept."

Said = Callable[[str], object]


def ask_for_mine(
    page: WorkingPage[Any], told: Whole, write: Callable[[], object], say: Said
) -> None:
    """Ask what to do about being asked for my side; a no is silent, and for good."""
    partner, entry = page.partners_name, told.theirs

    def decline() -> None:
        if entry is not None:
            toil = partial(bonds.decline, page.session, entry.id)
            page.work(toil, lambda _: say(DECLINED.format(partner=partner)))

    answers: list[Answer] = [
        (WRITE_MINE, write),
        (JUST_READ, lambda: None),
        (NOT_THIS, decline),
    ]
    notes = (NO_IS_SILENT.format(partner=partner),)
    _choose(page, ASKED.format(partner=partner), answers, notes=notes)


def ask_other_side(
    page: WorkingPage[Any],
    told: Whole,
    found: Sequence[Moment],
    say: Said,
) -> None:
    """Ask what to do about the other side of a moment that one of us has told.

    Args:
        page: the page it is asked from, on which what follows is done.
        told: the moment.
        found: what the other one of us has told alone, the nearest day first.
        say: told afterwards what was done, unless nothing was.
    """
    answers = [*_about_asking(page, told, say), *_about_another(page, told, found, say)]
    if not answers:
        page.say(NOTHING_TO_FIND)
        return
    _choose(page, told.moment.title, [(LEAVE_IT, lambda: None), *answers])


def ask_to_part(page: WorkingPage[Any], told: Whole, say: Said) -> None:
    """Ask once whether to part two sides; each is kept."""

    def part() -> None:
        toil = partial(bonds.unlink, page.session, told.moment.id)
        page.work(toil, lambda came: say(came.said_after(PARTED)))

    answers: list[Answer] = [(LEAVE_THEM, lambda: None), (PART_THEM, part)]
    _choose(page, PART, answers, notes=(PARTING,))


def _about_asking(page: WorkingPage[Any], told: Whole, say: Said) -> list[Answer]:
    mine, partner = told.mine, page.partners_name
    if mine is None:
        return []

    def ask() -> None:
        said = MET_INSIDE.format(partner=partner)
        toil = partial(bonds.ask, page.session, mine.id)
        page.work(toil, lambda came: say(came.said_after(said)))

    def stop() -> None:
        toil = partial(bonds.stop_asking, page.session, mine.id)
        page.work(toil, lambda came: say(came.said_after(NO_LONGER_SAID)))

    if told.asks:
        return [(NO_LONGER, stop)]
    if told.lies_ahead or reader(page.session) is None:
        return []
    return [(ASK.format(partner=partner), ask)]


def _about_another(
    page: WorkingPage[Any], told: Whole, found: Sequence[Moment], say: Said
) -> list[Answer]:
    today = page.session.today()
    answers: list[Answer] = []
    perhaps = told.perhaps
    if perhaps is not None:
        day = day_words(perhaps.day, today)
        title = quoted(perhaps.title, page.marks)
        words = IS_IT_ONE.format(title=title, day=day)
        answers.append((words, partial(_ask_if_same, page, told, perhaps, say)))

    def look() -> None:
        listed: list[Answer] = [
            (
                f"{one.title} · {day_words(one.day, today)}",
                partial(_ask_if_same, page, told, one, say),
            )
            for one in found
        ]
        _choose(page, WHICH, listed)

    if any(perhaps is None or one.id != perhaps.id for one in found):
        among = AMONG_MINE if told.mine is None else AMONG_THEIRS
        answers.append((among.format(partner=page.partners_name), look))
    return answers


def _ask_if_same(page: WorkingPage[Any], told: Whole, other: Moment, say: Said) -> None:
    pair = _pair(told, other)
    partner = page.partners_name

    def link() -> None:
        def toil() -> tuple[Exchanged, bool]:
            came = bonds.link(page.session, pair.mine, pair.theirs)
            return came, _are_one(page.session, told)

        def done(result: tuple[Exchanged, bool]) -> None:
            came, are_one = result
            said = LINKED if are_one else HALF_LINKED.format(partner=partner)
            say(came.said_after(said))

        page.work(toil, done)

    def decline() -> None:
        toil = partial(bonds.decline, page.session, pair.theirs, beside=pair.mine)
        page.work(toil, lambda _: say(NOT_THE_SAME))

    answers: list[Answer] = [(LATER, lambda: None), (YES, link), (NO, decline)]
    page.host.open_page(SamePage(page, told.moment, other, answers))


@dataclass(frozen=True, slots=True)
class _Pair:
    mine: EntryId
    theirs: EntryId


def quoted(title: str, marks: Marks) -> str:
    """Return a title in quotation marks that this terminal can show."""
    opening, closing = marks.quotes
    return f"{opening}{title}{closing}"


def _pair(told: Whole, other: Moment) -> _Pair:
    here, there = told.moment.sides[0].entry.id, other.sides[0].entry.id
    return _Pair(here, there) if told.mine is not None else _Pair(there, here)


def _are_one(session: Session, told: Whole) -> bool:
    return whole.holding(session, told.moment.sides[0].entry).is_told_by_both


def _choose(
    page: WorkingPage[Any],
    title: str,
    answers: Sequence[Answer],
    *,
    notes: Sequence[str] = (),
) -> None:
    page.host.open_page(choice_of(title, answers, notes=notes, trail=page.trail))


class _Answers(Lines, inherit_bindings=False):
    """A few answers under a text: the pages are the text's."""

    BINDINGS = bindings("list.move", "list.ends", "list.open")


class SamePage(Page):
    """Asks whether two are one moment, with the other whole to read.

    Args:
        below: the page it is asked from.
        here: the moment of that page.
        other: the one it may be.
        answers: what can be said, and what then happens once this page has gone.
    """

    FOOTER: ClassVar = ("choice.choose", "same.read", "choice.skip")
    ALSO: ClassVar = ("list.pages",)
    DEFAULT_CSS = """
    SamePage #asked { padding-bottom: 1; }
    SamePage #other { max-height: 55%; }
    SamePage.-short #other { max-height: 40%; }
    SamePage.-narrow.-short #other { max-height: 35%; }
    SamePage _Answers { margin-top: 1; }
    """

    def __init__(
        self,
        below: WorkingPage[Any],
        here: Moment,
        other: Moment,
        answers: Sequence[Answer],
    ) -> None:
        super().__init__()
        self._session, self._where = below.session, below.trail
        self._partner = below.partners_name
        self._here, self._other, self._answers = here, other, answers

    @override
    def body(self) -> ComposeResult:
        yield Words(id="asked")
        yield WholeText(self._drawn, id="other")
        yield _Answers(len(self._answers), self._block)

    def on_mount(self) -> None:
        """Say where one is, and begin at the answers."""
        self.trail, self.aside = self._where, ""
        self.query_one(Lines).focus()

    @override
    def reshape(self) -> None:
        width = max(20, self.app.size.width - 9)
        lines = paragraph(SAME, width, Tone.BOLD)
        today = self._session.today()
        these = THESE_TWO.format(
            title=quoted(self._here.title, marks_of(self.app)),
            day=day_words(self._here.day, today),
            other_day=day_words(self._other.day, today),
        )
        once_both = ONCE_BOTH.format(partner=self._partner)
        for said in (once_both, these):
            lines += paragraph(said, width, Tone.MUTED)
        self.query_one("#asked", Words).say(lines)
        self.query_one(WholeText).show()

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Go away, and do what was chosen."""
        opened.stop()
        self.host.back()
        self._answers[opened.index][1]()

    def action_choose(self) -> None:
        """Choose what the mark is at."""
        self.query_one(Lines).action_open()

    def action_read(self) -> None:
        """Read on in the other's words."""
        self.query_one(WholeText).action_on()

    def action_pages(self, key: str) -> None:
        """Move in the other's words."""
        self.query_one(WholeText).action_pages(key)

    def action_skip(self) -> None:
        """Leave it for later."""
        self.host.back()

    def _drawn(self, width: int) -> Sequence[Line]:
        return moment_whole(
            self._other,
            self._session.people,
            width=width,
            measure=cell_len,
            marks=marks_of(self.app),
            narrow=self.narrow,
        )

    def _block(self, index: int, width: int) -> Sequence[Line]:
        return paragraph(self._answers[index][0], width)
