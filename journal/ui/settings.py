"""Settings: a list of sentences, and at the right how each is now."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError
from journal.services import asking, hiding, returning
from journal.services.preferences import Preferences, preferences
from journal.services.session import Session
from journal.ui.asides import with_state
from journal.ui.disk_page import DiskPage
from journal.ui.import_page import ImportWherePage
from journal.ui.lines import Lines
from journal.ui.lock_settings import LockSettings, LockState, Row, lock_state
from journal.ui.outlived import outlived_row
from journal.ui.page import Words
from journal.ui.patience import Patience
from journal.ui.seasons import SeasonsPage
from journal.ui.taking_out import taking_out_row
from journal.ui.working import WorkingPage

QUESTIONS = "Questions on Today"
DEALT, RESTING = "three a day", "resting"
WHILE_RESTING = "When resting, nothing is asked, and nothing is owed afterwards."
SHOWN, QUIET = "shown on Today, once", "quiet until you open Us"
WHILE_QUIET = "When quiet, nothing new of {partner}'s appears until you open Us."
COMES_BACK = "What comes back on Today"
YEAR_AGO, NOTHING = "a day of a year ago", "nothing"
WITH_NOTHING = "With nothing, no day of a year ago stands there of itself."
SEASONS, NAMES_OF_TIMES = "Seasons", "look at them"
WHAT_SEASONS_ARE = "Names for stretches of time, in Us once both have said yes."
PRIVATE = "Your private pages"
COUNTED, HIDDEN = "can be counted", "in one box"
WHILE_HIDDEN = (
    "Someone who copies your file can count them. In one box they see the size of the "
    "whole, in doublings, and that there is a box."
)
ELSEWHERE = "Bring in what you wrote elsewhere"
LOOKED_AT = (
    "From Day One, jrnl, Journey, Apple Journal or a folder of notes. It is looked at "
    "first, and comes in private."
)
DISK, READ = "What is on this disk", "read"
ON_DISK = "The files, who may read them, and what they tell and do not."
YOURS = "What you choose here is yours alone."
CANNOT_TELL = "{partner} cannot tell."


class _Seen(NamedTuple):
    """What was read in a thread."""

    chosen: Preferences
    locks: LockState


class SettingsPage(WorkingPage[_Seen]):
    """What one person has chosen for themselves; the other cannot tell."""

    FOOTER: ClassVar = ("settings.change", "page.back")
    DEFAULT_CSS = "SettingsPage #whose { color: $muted; padding-bottom: 2; }"

    def __init__(self, session: Session, patience: Patience) -> None:
        super().__init__(session)
        self._settings: list[Row] = []
        self._locks = LockSettings(self, session, patience)

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="whose")
        yield Lines(0, self._drawn, gap_rows=1)

    @override
    def read(self) -> _Seen:
        with self.session.lock:
            return _Seen(preferences(self.session), lock_state(self.session))

    @override
    def show(self) -> None:
        self.trail = (Span("Settings", Tone.BOLD),)
        partner = self.session.partner
        tells = f" {CANNOT_TELL.format(partner=partner.name)}" if partner else ""
        self.query_one("#whose", Words).say(YOURS + tells)
        if self.seen is not None:
            self._settings = self._made(self.seen)
        lines = self.query_one(Lines)
        lines.show(len(self._settings), selected=max(0, lines.selected))
        lines.focus()

    def on_lines_opened(self) -> None:
        """Change what the mark is at."""
        self.action_change()

    def action_change(self) -> None:
        """Change what the mark is at, at once."""
        at = self.query_one(Lines).selected
        if not 0 <= at < len(self._settings):
            return
        row = self._settings[at]
        if row.opens is not None:
            row.opens()
        else:
            self._change(row.change)

    def _change(self, change: Callable[[], None]) -> None:
        self.work(partial(_done, change), self._changed)

    def _changed(self, trouble: str) -> None:
        self.say(trouble)
        self.look_again()

    def _made(self, seen: _Seen) -> list[Row]:
        session, partner, chosen = self.session, self.session.partner, seen.chosen
        locks = self._locks.rows(seen.locks)
        questions = Row(
            QUESTIONS,
            RESTING if chosen.rests else DEALT,
            WHILE_RESTING,
            None,
            lambda: asking.rest(session, rests=not chosen.rests),
        )
        if partner is None:
            return [questions, *self._of_file(), *locks]
        arrivals = Row(
            f"What comes from {partner.name}",
            QUIET if chosen.is_quiet else SHOWN,
            WHILE_QUIET.format(partner=partner.name),
            None,
            lambda: asking.be_quiet(session, is_quiet=not chosen.is_quiet),
        )
        *before, leave = locks
        return [
            questions,
            *([] if chosen.is_bereaved else [arrivals]),
            self._coming_back(),
            self._named_times(),
            *self._of_file(),
            *before,
            outlived_row(self, session, self._change),
            leave,
        ]

    def _named_times(self) -> Row:
        return Row(
            SEASONS,
            NAMES_OF_TIMES,
            WHAT_SEASONS_ARE,
            lambda: self.host.open_page(SeasonsPage(self.session)),
            lambda: None,
        )

    def _coming_back(self) -> Row:
        session = self.session
        is_muted = returning.muted(session).all_days
        return Row(
            COMES_BACK,
            NOTHING if is_muted else YEAR_AGO,
            WITH_NOTHING,
            None,
            lambda: returning.mute(session, kept=not is_muted),
        )

    def _of_file(self) -> list[Row]:
        """Return what is about the file the journal lies in."""
        session = self.session
        hides = hiding.is_hidden(session)
        private = Row(
            PRIVATE,
            HIDDEN if hides else COUNTED,
            WHILE_HIDDEN,
            None,
            lambda: hiding.hide(session, hides=not hides),
        )
        disk = Row(
            DISK,
            READ,
            ON_DISK,
            lambda: self.host.open_page(DiskPage(session)),
            lambda: None,
        )
        elsewhere = Row(
            ELSEWHERE,
            "",
            LOOKED_AT,
            lambda: self.host.open_page(ImportWherePage(session)),
            lambda: None,
        )
        return [private, disk, elsewhere, taking_out_row(self, session)]

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        one = self._settings[index]
        return with_state(one.says, one.now, one.means, width)


def _done(change: Callable[[], None]) -> str:
    """Change something; return what is to be said of it.

    Where it could not be stored it holds all the same, while the journal is open.
    """
    try:
        change()
    except JournalError as trouble:
        return trouble.say
    return ""
