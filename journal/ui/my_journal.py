"""My journal: everything I wrote, by month; and my moments, which only I see."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input
from typing_extensions import override

from journal.domain.entries import Entry, EntryId
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import Moment
from journal.domain.shared_view import EVERYTHING, Chosen, SharedView
from journal.services import reading, writing
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui.deleting import OwnPage
from journal.ui.entry_page import EntryPage, drawn_entry, state_of, tellings
from journal.ui.fields import LineField
from journal.ui.keymap import Meaning
from journal.ui.lines import Lines
from journal.ui.moment import MomentPage
from journal.ui.offering import seal_key
from journal.ui.page import Words
from journal.ui.pages_list import (
    UNFINISHED,
    Row,
    month_above,
    row_lines,
    rows_of,
    terms_of,
)
from journal.ui.reader import Text
from journal.ui.us import NONE_OF_THOSE
from journal.ui.us_moments import Moments
from journal.ui.which import WhichPage, chosen_words
from journal.ui.working import OPENING, ViewsBar

NOTHING_YET = "Nothing here yet. The first page can be one line."
NOT_FOUND = "No page has those words."
ONLY_YOU = "only you see this"
IN_US = "in Us"
PAGES, MOMENTS = "pages", "moments"
TYPING_PAUSE_SECONDS = 0.12
LONGEST_SEARCH = 120


class Pages(NamedTuple):
    """What is unfinished, and everything I wrote."""

    drafts: tuple[Draft, ...]
    entries: tuple[Entry, ...]


class MyJournalPage(OwnPage[SharedView | reading.Found | Pages]):
    """My pages as a list, beside the one the mark is at where there is room."""

    PLACE: ClassVar = "mine"
    FOOTER: ClassVar = (
        "mine.read",
        "mine.edit",
        "mine.offer",
        "mine.find",
        "mine.delete",
    )
    ALSO: ClassVar = (
        "mine.more",
        "mine.seal",
        "mine.add",
        "mine.view",
        "us.which",
        "mine.blank",
        "page.back",
    )

    DEFAULT_CSS = """
    MyJournalPage #find { display: none; height: 3; }
    MyJournalPage.-finding #find { display: block; }
    MyJournalPage #find Words { width: 7; padding: 0; color: $muted; }
    MyJournalPage #none { display: none; width: 68; max-width: 100%; }
    MyJournalPage #whole { display: none; padding-left: 2; }
    MyJournalPage.-wide #pages { width: 56; }
    MyJournalPage.-wide #whole { display: block; }
    MyJournalPage #mine { display: none; }
    MyJournalPage.-moments #mine { display: block; }
    MyJournalPage.-moments #both { display: none; }
    MyJournalPage.-empty #none { display: block; }
    MyJournalPage.-empty #both { display: none; }
    MyJournalPage.-empty #mine { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view = PAGES
        self.chosen = EVERYTHING
        self.terms: tuple[str, ...] = ()
        self._rows: list[Row] = []
        self._pause: Timer | None = None

    @override
    def inside(self) -> ComposeResult:
        yield ViewsBar(id="views")
        with Horizontal(id="find"):
            yield Words("Find")
            yield LineField(id="words", max_length=LONGEST_SEARCH)
        yield Words(id="none")
        with Horizontal(id="both"):
            yield Lines(id="pages")
            with Vertical(id="whole"):
                yield Text(id="entry")
        yield Moments(mine=True, id="mine")

    # What is shown.

    @property
    def row(self) -> Row | None:
        """The line the mark is at."""
        at = self.query_one("#pages", Lines).selected
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @property
    def finding(self) -> bool:
        """Is the line to find words open?"""
        return self.has_class("-finding")

    @override
    def entry_at(self) -> EntryId | None:
        if self.view == MOMENTS:
            return None
        row = self.row
        return row.of.id if row is not None and isinstance(row.of, Entry) else None

    @override
    def footer(self) -> tuple[str, ...]:
        if self.typing:
            return (*self._read_key(), "page.back")
        if self.view == MOMENTS:
            which = (
                ()
                if self.has_class("-empty") and not self._is_filtered
                else ("us.which",)
            )
            return (*self._read_key(), "mine.view", *which)
        entry = self.entry_at()
        if entry is not None:
            keys = ("mine.edit", *self.offer_key(entry), "mine.find")
            return (*self._read_key(), *keys, "mine.delete")
        return (*self._read_key(), "mine.blank", "mine.view", "mine.find")

    @override
    def keys_shown(self) -> tuple[str, ...]:
        entry = self.entry_at()
        more = ("mine.more", "mine.add")
        about = () if entry is None else (*more, *seal_key(self.session, entry))
        without = {*more, "mine.seal"}
        without |= {"us.which"} if self.view != MOMENTS else set()
        keys = (key for key in super().keys_shown() if key not in without)
        return tuple(dict.fromkeys((*keys, *about)))

    def _read_key(self) -> tuple[str, ...]:
        return () if self.has_class("-empty") else ("mine.read",)

    @property
    def _is_filtered(self) -> bool:
        return self.chosen != EVERYTHING

    @override
    def read(self) -> SharedView | reading.Found | Pages:
        if self.view == MOMENTS:
            return reading.mine(self.session, self.chosen)
        if self.terms:
            return reading.find(self.session, " ".join(self.terms))
        drafts = writing.drafts(self.session)
        return Pages(drafts, reading.my_journal(self.session))

    @override
    def show(self) -> None:
        self.set_class(self.view == MOMENTS, "-moments")
        today = self.session.today()
        match self.seen:
            case SharedView() as view:
                moments = self.query_one(Moments)
                moments.show_view(view, today, narrow=self.narrow, tall=self.tall)
                self._settle(moments)
            case reading.Found(entries=entries, moments=found):
                self._show_rows(rows_of((), entries, found, today=today))
            case Pages(drafts, entries):
                self._show_rows(rows_of(drafts, entries, (), today=today))
            case None:
                pass

    def _show_rows(self, rows: list[Row]) -> None:
        before = self.row.id if self.row is not None else None
        self._rows = rows
        ids = [row.id for row in rows]
        pages = self.query_one("#pages", Lines)
        pages.show(
            len(rows),
            self._line,
            heading=self._above,
            selected=ids.index(before) if before in ids else 0,
        )
        self._settle(pages)

    def _settle(self, shown: Lines) -> None:
        """Show the words for nothing, or what there is, and draw the bars."""
        self.set_class(not shown.count, "-empty")
        self.query_one("#none", Words).say(self._said_of_none())
        self._draw_views()
        self._show_whole()
        elsewhere = self.typing or self.focused is self.query_one("#entry")
        if shown.count and not elsewhere:
            shown.focus()
        self.draw_bars()

    def _said_of_none(self) -> str | list[Line]:
        if not self.session.is_complete:
            return [(Span(OPENING, Tone.MUTED),)]
        if self.view == MOMENTS and self._is_filtered:
            return NONE_OF_THOSE
        return NOT_FOUND if self.terms and self.view == PAGES else NOTHING_YET

    def _draw_views(self) -> None:
        right = "" if self.session.is_complete else OPENING
        if self.view == MOMENTS:
            people = self.session.people
            words = chosen_words(self.chosen, people, mine=True)
            right = ONLY_YOU if self.narrow else f"{ONLY_YOU} · {words}"
        self.query_one(ViewsBar).say((PAGES, MOMENTS), self.view, right)

    def _line(self, index: int, width: int) -> Sequence[Line]:
        row = self._rows[index]
        state = "" if self.narrow else self._state(row)
        return row_lines(row, state, width=width, marks=self.marks, found=self.terms)

    def _state(self, row: Row) -> str:
        match row.of:
            case Draft():
                return UNFINISHED
            case Entry():
                return state_of(self, row.of.id)
            case Moment():
                return IN_US

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        return month_above(self._rows, index, self.session.today())

    # The entry beside the list.

    def _show_whole(self) -> None:
        if self.wide and self.view == PAGES:
            self.query_one("#entry", Text).show(self._whole)

    def _whole(self, width: int) -> Sequence[Line]:
        entry = self.entry_at()
        if entry is None:
            return ()
        told = tellings(self.session, entry)
        return drawn_entry(self, told, len(told) - 1, width) if told else ()

    def on_lines_moved(self) -> None:
        """Show the entry the mark came to."""
        self._show_whole()
        self.draw_bars()

    # What the keys do.

    def on_lines_opened(self) -> None:
        """Read what the mark is at."""
        self.action_read()

    def action_read(self) -> None:
        """Read what the mark is at, or go on with what is unfinished."""
        if self.view == MOMENTS:
            moment = self.query_one(Moments).moment_id
            if moment is not None:
                page = MomentPage(self.session, moment, in_us=False)
                self.host.open_page(page)
            return
        match self.row:
            case Row(of=Draft() as draft):
                self.write(draft)
            case Row(of=Entry() as entry):
                self.host.open_page(EntryPage(self.session, entry.id))
            case Row(of=Moment() as found):
                self.host.open_page(MomentPage(self.session, found.id))
            case _:
                pass

    def action_view(self, _key: str) -> None:
        """Show pages, or moments."""
        self._stop_finding()
        self.view = PAGES if self.view == MOMENTS else MOMENTS
        self.set_focus(None)
        self.look_again()

    def action_which(self) -> None:
        """Choose which of my moments are shown; after an empty choice, all."""
        if self.view != MOMENTS:
            return
        if self._is_filtered and not self.query_one(Moments).count:
            self.choose(EVERYTHING)
        else:
            page = WhichPage(self.session, self.chosen, self.choose, mine=True)
            self.host.open_page(page)

    def choose(self, chosen: Chosen) -> None:
        """Show these moments only."""
        self.chosen = chosen
        self.look_again()

    def action_blank(self) -> None:
        """Begin a page of its own."""
        self.write(writing.new_draft(self.session))

    # Finding.

    def action_find(self) -> None:
        """Open the line to find words in."""
        if self.view == MOMENTS:
            self.view = PAGES
            self.look_again()
        self.add_class("-finding")
        self.query_one("#words", LineField).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as one types, once the typing pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(
            TYPING_PAUSE_SECONDS, partial(self._look_for, event.value)
        )

    def on_input_submitted(self) -> None:
        """Read what was found and is chosen."""
        self.action_read()

    @override
    def on_key(self, event: events.Key) -> None:
        # Up and down choose among what was found while one goes on typing.
        if self.typing and event.key in Meaning.UP_DOWN.keys:
            event.stop()
            self.query_one("#pages", Lines).action_move(event.key)

    @override
    def action_back(self) -> None:
        if self.finding:
            self._stop_finding()
            self.look_again()
        else:
            super().action_back()

    def _stop_finding(self) -> None:
        self.remove_class("-finding")
        self.terms = ()
        field = self.query_one("#words", LineField)
        if field.value:
            field.value = ""
        self.set_focus(None)

    def _look_for(self, words: str) -> None:
        if not self.finding:
            return
        self.terms = terms_of(words)
        self.look_again()
