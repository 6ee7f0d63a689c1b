"""Writing: one bare page, kept as it is typed."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import TextArea
from typing_extensions import override

from journal.domain.drawing_pen import in_blocks
from journal.domain.entries import Entry
from journal.domain.marks import Line, Span, Tone
from journal.domain.prompts import LEAD_IN, Care
from journal.errors import JournalError, NoRoom
from journal.services import asking, whole
from journal.services.answering import Met, met
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui import errands
from journal.ui.asides import Said, marks_of, named, paragraph
from journal.ui.days import day_words
from journal.ui.fields import PageField
from journal.ui.keeper import Keeper
from journal.ui.page import Page, Words
from journal.ui.saved import SavedPage
from journal.ui.saved_evening import SavedEveningPage
from journal.ui.sealed import theirs_sealed

PRIVATE = "private · kept as you type"
PUT_AWAY = "Put away, unfinished. It is on Today."
FULL = (
    "This disk is full. Your page is still here in memory; leave the screen open and "
    "free some space."
)
SETTING_OUT = "It lies ahead: what you are going into, and what would help."
OF_AN_EVENING = "Nothing is asked about this page, and it is yours alone."
ONE_LINE = "One line is a whole answer."
SEEN_NOW = "What do you see now?"
QUESTION = 62
# The rows a page has while more is asked, and those it has at least.
PAGE_ROWS, FEWEST_ROWS = 6, 3
# The cells beside the page, where there is room for more than the page.
BESIDE = 27


class WritePage(Page):
    """One page to write on. Nothing leaves it but by saving and offering."""

    FOOTER: ClassVar = ("write.save", "write.put-away", "write.follow-up")
    ALSO: ClassVar = ("write.ahead",)
    PAUSE: ClassVar = 0.8
    """Seconds after the last key until the page is kept."""

    DEFAULT_CSS = """
    WritePage #above { padding-bottom: 2; }
    WritePage.-tight #above { padding-bottom: 1; }
    WritePage #beside { display: none; padding-left: 3; color: $muted; }
    WritePage.-wide #beside { display: block; }
    """

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__()
        self._session, self._draft = session, draft
        self._prompt = prompt = asking.prompt_of(session, draft)
        self._more = asking.asked_after(session, prompt) if prompt else ()
        self._asked_more = 0
        self._met: Met | None = None
        self._keeper = Keeper(session, draft)
        self._edit = 0
        self._kept_words: str | None = draft.words
        self._pause: Timer | None = None
        self._is_saving = False

    @override
    def body(self) -> ComposeResult:
        yield Words(id="above")
        with Horizontal():
            yield PageField(self._draft.words)
            yield Words(id="beside")
        yield Said()

    def on_mount(self) -> None:
        """Say who writes, and put the cursor at the end of what is there."""
        session = self._session
        writing = Span(" is writing", Tone.MUTED)
        self.trail = named(session.me, session.people, writing)
        self.aside = PRIVATE
        field = self.query_one(PageField)
        field.move_cursor(field.document.end)
        field.focus()
        draft = self._draft
        errands.run(
            self,
            lambda: met(session, prompt=draft.prompt, moment=draft.moment),
            self._meet,
            trouble=self._say,
            session=session,
        )

    @override
    def footer(self) -> tuple[str, ...]:
        more = ("write.follow-up",) if self._more else ()
        return ("write.save", "write.put-away", *more)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        ahead = ("write.ahead",) if self._may_lie_ahead else ()
        return (*self.footer(), *ahead)

    @property
    def _may_lie_ahead(self) -> bool:
        """Is it a new page, whose day is the writer's, about nothing that was hard?"""
        draft = self._draft
        is_own = draft.entry is None and draft.moment is None and not draft.repairs
        return is_own and self._care is Care.NONE

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    # Keeping.

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Begin to wait for a pause anew."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self._keep)

    @property
    def is_kept(self) -> bool:
        """Is what stands on the page on the disk as well?"""
        return self.query_one(PageField).text == self._kept_words

    @override
    def put_away(self) -> None:
        self.to_keep()()

    @override
    def to_keep(self) -> Callable[[], object]:
        if self._session.is_locked or not self.is_mounted or self.is_kept:
            return lambda: None
        words, edit = self._now()

        def keep() -> None:
            # Nobody can be asked any more; what was kept at the last pause stays.
            with suppress(JournalError):
                self._keeper.keep(words, edit)

        return keep

    def _now(self) -> tuple[str, int]:
        """Return the words, and a number higher than any before."""
        self._edit += 1
        return self.query_one(PageField).text, self._edit

    def _keep(self) -> None:
        if self.is_kept:
            return
        words, edit = self._now()
        errands.run(
            self,
            lambda: self._keeper.keep(words, edit),
            lambda _: self._kept(words),
            trouble=self._say,
            session=self._session,
        )

    def _kept(self, words: str) -> None:
        self._kept_words = words
        if not self._is_saving:
            self.query_one(Said).tell()

    # What the keys do.

    def action_put_away(self) -> None:
        """Keep the page, unfinished, and go back."""
        if self._is_saving:
            return
        words, edit = self._now()
        if self.is_kept:
            # Nothing to do but to learn whether there is a draft.
            edit = 0
        errands.run(
            self,
            lambda: self._keeper.keep(words, edit),
            self._back,
            trouble=self._say,
            session=self._session,
        )

    def action_save(self) -> None:
        """Save the page. Until it is saved nobody can type on it."""
        if self._is_saving:
            return
        self._is_saving = True
        field = self.query_one(PageField)
        field.read_only = True
        words = field.text
        errands.run(
            self,
            lambda: self._keeper.save(words),
            self._saved,
            trouble=self._not_saved,
            session=self._session,
        )

    def _back(self, is_stored: bool) -> None:  # noqa: FBT001 - as the errand gives it
        self.host.back()
        below = self.app.screen
        if isinstance(below, Page):
            below.look_again()
            if is_stored:
                below.say(PUT_AWAY)

    def _saved(self, entry: Entry) -> None:
        is_first = self._draft.entry is None
        page: Page = SavedPage(
            self._session,
            entry,
            prompt=self._prompt,
            is_side=is_first and self._draft.moment is not None,
        )
        if is_first and self._draft.is_hard_evening:
            page = SavedEveningPage(self._session, entry)
        self.app.switch_screen(page)

    def _not_saved(self, trouble: JournalError) -> None:
        self._is_saving = False
        self.query_one(PageField).read_only = False
        self._say(trouble)

    def _say(self, trouble: JournalError) -> None:
        if isinstance(trouble, NoRoom):
            self.query_one(Said).warn(FULL)
        else:
            self.query_one(Said).tell(trouble.say)

    def action_ahead(self) -> None:
        """Let it be about a day to come, or no longer."""
        if self._is_saving or not self._may_lie_ahead:
            return
        is_ahead = not self._draft.is_ahead
        self._draft = replace(self._draft, is_ahead=is_ahead)
        self._keeper.set_out(is_ahead=is_ahead)
        # The words are the same, and yet not all of it is kept.
        self._kept_words = None
        self._draw()
        self._keep()

    # What stands above the page, and beside it.

    def action_follow_up(self) -> None:
        """Ask one thing more; the next takes its place, and after the last none."""
        if self._more:
            self._asked_more = (self._asked_more + 1) % (len(self._more) + 1)
            self._draw()

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        more = [self._more[self._asked_more - 1]] if self._asked_more else []
        beside = self.query_one("#beside", Words)
        theirs = self._theirs(BESIDE if self.wide else self._question_width)
        asked = [line for one in more for line in paragraph(one, BESIDE, Tone.MUTED)]
        beside.say(in_blocks([theirs, asked]) if self.wide else [])
        if self.wide:
            more, theirs = [], []
        is_tight = self.narrow and not self.tall
        self.set_class(is_tight, "-tight")
        above = self.query_one("#above", Words)
        lines = self._above(more, theirs, self.rows - (1 if is_tight else 2))
        above.say(lines)
        above.display = bool(lines)

    @property
    def _question_width(self) -> int:
        return max(20, min(QUESTION, self.app.size.width - 7))

    def _meet(self, there: Met | None) -> None:
        """Show that the other has sealed an answer to what is written on here."""
        self._met = there
        self._draw()

    def _theirs(self, width: int) -> list[Line]:
        partner = self._session.partner
        if self._met is None or partner is None:
            return []
        marks, people = marks_of(self.app), self._session.people
        return theirs_sealed(
            partner,
            people,
            self._met,
            width=width,
            marks=marks,
            is_tight=not self.tall,
        )

    def _above(self, more: list[str], theirs: list[Line], room: int) -> list[Line]:
        """Return what is asked; where that leaves no page, what was read gives way."""
        draft = self._draft
        asked = [draft.asked] if draft.asked else []
        if draft.is_hard_evening and draft.entry is None:
            asked.append(OF_AN_EVENING)
        asked += self._about_side()
        asked += [SETTING_OUT] if draft.is_ahead else []
        lead_in = [LEAD_IN[self._care]] if self._care in LEAD_IN else []
        ways = [(asked + lead_in, more), (asked, more), ([], more)]
        if not more:
            ways = ways[:2] if theirs else ways[:1]
        drawn = [
            in_blocks([*(_muted(texts, self._question_width) for texts in way), theirs])
            for way in ways
        ]
        fits = (lines for lines in drawn if len(lines) <= room - PAGE_ROWS)
        return next(fits, drawn[-1])[: max(1, room - FEWEST_ROWS)]

    @property
    def _care(self) -> Care:
        return self._prompt.care if self._prompt else Care.NONE

    def _about_side(self) -> list[str]:
        """Return the title and day of the other's moment, and no word of theirs."""
        told = whole.meant_by(self._session, self._draft)
        if told is None:
            return []
        day = day_words(told.day, self._session.today())
        asked = [SEEN_NOW] if self._draft.sees_now else []
        return [f"{told.title} · {day}", *asked, ONE_LINE]


def _muted(texts: Iterable[str], width: int) -> list[Line]:
    return [line for one in texts for line in paragraph(one, width, Tone.MUTED)]
