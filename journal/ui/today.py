"""Today: one question, and what lies about. Nothing is owed, nothing waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry
from journal.domain.marks import Line, Span, Tone
from journal.domain.prompts import Depth, Prompt
from journal.domain.text import first_words
from journal.errors import JournalError, NotFound
from journal.services import arriving, asking, opening, reading, sharing, writing
from journal.services.arriving import Arrival
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui import errands
from journal.ui.asides import Said, marks_of, named, paragraph
from journal.ui.choice import ChoicePage
from journal.ui.days import day_words
from journal.ui.deleting import DELETED
from journal.ui.deleting import QUESTION as QUESTION_BEFORE
from journal.ui.keymap import Meaning
from journal.ui.lines import Lines
from journal.ui.meet import MeetPage
from journal.ui.moment import MomentPage
from journal.ui.page import Page, Words
from journal.ui.today_list import Group, Thing, heading, row, things_of
from journal.ui.write import LEAD_IN, ONE_LINE, WritePage

TO_BEGIN_WITH = "Here is one to begin with. Or a blank page: b."
SOMEONE_ELSE = (
    "Someone else keeps a journal here. When you both would like to, you can meet: j."
)
TAKES = {
    Depth.LIGHT: "about two minutes",
    Depth.WARM: "about five minutes",
    Depth.DEEP: "choose a time",
}
QUESTION = 62


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read for the page, in a worker."""

    today: reading.Today
    may_meet: bool


class TodayPage(Page):
    """The first page after unlocking."""

    PLACE: ClassVar = "today"
    FOOTER: ClassVar = ("today.write", "today.another", "today.blank", "today.open")
    ALSO: ClassVar = ("today.offer", "today.delete", "today.meet")
    DEFAULT_CSS = """
    TodayPage #question { padding-bottom: 1; }
    TodayPage #about { color: $muted; padding-bottom: 2; }
    TodayPage.-short.-narrow #about { padding-bottom: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._seen: _Seen | None = None
        self._arrived: dict[str, Arrival] = {}
        self._things: list[Thing] = []
        self._note = ""
        self._asked: Draft | None = None

    @override
    def body(self) -> ComposeResult:
        yield Words(id="question")
        yield Words(id="about")
        yield Lines(0, self._row, heading=self._heading)
        yield Said()

    def on_mount(self) -> None:
        """Keep the keys with the list."""
        self.query_one(Lines).focus()

    def on_screen_resume(self) -> None:
        """Read what there is; it may have changed on the page above."""
        self.look_again()

    @override
    def look_again(self) -> None:
        errands.run(
            self, self._look, self._show, trouble=self._fail, session=self._session
        )

    @override
    def say(self, words: str) -> None:
        """Say a sentence at the foot of the page, where there is room for it."""
        self._note = words
        self._draw_said()

    @override
    def reshape(self) -> None:
        self._draw()

    @override
    def footer(self) -> tuple[str, ...]:
        chosen = self._chosen()
        keys = ["today.write", "today.another", "today.blank"]
        if chosen is not None:
            keys.append("today.open")
        if chosen is not None and chosen.group is Group.WISHED:
            keys.append("today.offer")
        return tuple(keys)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        chosen = self._chosen()
        is_draft = chosen is not None and chosen.group is Group.UNFINISHED
        delete = ("today.delete",) if is_draft else ()
        meet = ("today.meet",) if self._may_meet else ()
        return (*self.footer(), *delete, *meet)

    @property
    def _may_meet(self) -> bool:
        return self._seen is not None and self._seen.may_meet

    # What the keys do.

    def action_write(self) -> None:
        """Begin a page with the question that is shown."""
        prompt = self._prompt()
        if prompt is None:
            return
        asked = asking.asked(self._session, prompt)
        self._write(writing.new_draft(self._session, prompt=prompt.id, asked=asked))

    def action_another(self) -> None:
        """Show another question; after the last one, the first again."""
        errands.run(
            self,
            lambda: asking.another(self._session),
            lambda _: self.look_again(),
            trouble=self._fail,
            session=self._session,
        )

    def action_blank(self) -> None:
        """Begin a page of its own."""
        self._write(writing.new_draft(self._session))

    def action_open(self) -> None:
        """Open what the mark is at."""
        self.query_one(Lines).action_open()

    def action_offer(self) -> None:
        """Ask who may read the page one once wished to offer."""
        chosen = self._chosen()
        if chosen is not None and isinstance(chosen.stands_for, Entry):
            self._ask_who_reads(chosen.stands_for)

    def action_meet(self) -> None:
        """Let two people at this computer meet, if there are two."""
        if self._may_meet:
            self.host.open_page(MeetPage(self._session))

    def action_delete(self) -> None:
        """Ask, once, before removing the unfinished page."""
        chosen = self._chosen()
        if chosen is not None and isinstance(chosen.stands_for, Draft):
            self._asked = chosen.stands_for
            self.say(QUESTION_BEFORE)

    def on_key(self, event: events.Key) -> None:
        """Take the answer: the same key removes it, any other keeps."""
        draft, self._asked = self._asked, None
        if draft is None:
            return
        event.stop()
        event.prevent_default()
        self.say("")
        if event.key in Meaning.DELETE.keys:
            errands.run(
                self,
                lambda: writing.drop_draft(self._session, draft),
                lambda _: self._told(DELETED),
                trouble=self._fail,
                session=self._session,
            )

    def on_lines_moved(self) -> None:
        """Show the keys of what the mark is at."""
        self.draw_bars()

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Open what the line stands for."""
        opened.stop()
        match self._things[opened.index].stands_for:
            case Arrival() as arrival:
                self._open_arrival(arrival)
            case Draft() as draft:
                self._write(draft)
            case Entry() as entry:
                self._ask_who_reads(entry)

    def _write(self, draft: Draft) -> None:
        self._note = ""
        self.host.open_page(WritePage(self._session, draft))

    # What has come, and what was wished.

    def _open_arrival(self, arrival: Arrival) -> None:
        session = self._session

        def choose(choice: int) -> None:
            if choice == 0:
                self.host.open_page(MomentPage(session, arrival.moment))
            else:
                self._tell_my_side(arrival)

        if self._is_told_by_me(arrival):
            choose(0)
            return
        self.host.open_page(
            ChoicePage(
                arrival.title,
                ("just read", "tell my side"),
                choose,
                notes=(f"{day_words(arrival.day, session.today())}. {ONE_LINE}",),
                trail=self._from(),
            )
        )

    def _is_told_by_me(self, arrival: Arrival) -> bool:
        try:
            told = sharing.moment_in_us(self._session, arrival.moment)
        except NotFound:
            return False
        return any(side.author == self._session.me.id for side in told.sides)

    def _tell_my_side(self, arrival: Arrival) -> None:
        errands.run(
            self,
            lambda: sharing.tell_my_side(self._session, arrival.moment),
            self._write,
            trouble=self._fail,
            session=self._session,
        )

    def _ask_who_reads(self, entry: Entry) -> None:
        partner = self._session.partner
        if partner is None:
            return

        def choose(choice: int) -> None:
            way = sharing.offer if choice else sharing.take_back
            said = f"{partner.name} can read it." if choice else "It stays private."
            errands.run(
                self,
                lambda: way(self._session, entry.id),
                lambda done: self._told(done.trouble or said),
                trouble=self._fail,
                session=self._session,
            )

        choices = ("keep it private", f"{partner.name} can read it")
        title = entry.title or first_words(entry.words)
        self.host.open_page(ChoicePage(title, choices, choose))

    def _told(self, words: str) -> None:
        self.say(words)
        self.look_again()

    # Reading.

    def _look(self) -> _Seen:
        """Read the page's things; what has come is shown once, and so noted now."""
        session = self._session
        with session.lock:
            today = reading.today(session)
            arriving.mark_seen(session, in_us=False)
        here = opening.doors(session.vault.path.parent)
        may_meet = session.meeting is None and len(here) > 1
        return _Seen(today, may_meet)

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        day = seen.today.day
        self.host.aside = f"{self._session.me.name} · {day_words(day, day)}"
        # While the page is open they stay on it.
        self._arrived |= {one.moment: one for one in seen.today.arrivals.moments}
        before = self.query_one(Lines).selected
        arrived = filter(self._is_still_there, self._arrived.values())
        self._things = things_of(seen.today, arrived)
        lines = self.query_one(Lines)
        lines.show(len(self._things), selected=max(0, before))
        self._draw()

    def _fail(self, trouble: JournalError) -> None:
        self.say(trouble.say)

    def _is_still_there(self, arrival: Arrival) -> bool:
        try:
            sharing.moment_in_us(self._session, arrival.moment)
        except NotFound:
            return False
        return True

    def _prompt(self) -> Prompt | None:
        prompts = self._seen.today.table.prompts if self._seen else ()
        return prompts[0] if prompts else None

    def _chosen(self) -> Thing | None:
        selected = self.query_one(Lines).selected if self.is_mounted else -1
        return self._things[selected] if 0 <= selected < len(self._things) else None

    # Drawing.

    def _draw(self) -> None:
        prompt = self._prompt()
        if prompt is None:
            return
        width = max(20, min(QUESTION, self.app.size.width - 7))
        asked = asking.asked(self._session, prompt)
        self.query_one("#question", Words).say(paragraph(asked, width, Tone.BOLD))
        self.query_one("#about", Words).say(self._about(prompt, width))
        self._draw_said()
        self.draw_bars()

    def _about(self, prompt: Prompt, width: int) -> list[Line]:
        themes = {theme.id: theme.title for theme in asking.library().themes}
        facts = (themes.get(prompt.theme, ""), prompt.depth.value, TAKES[prompt.depth])
        texts = [" · ".join(fact for fact in facts if fact)]
        if prompt.care in LEAD_IN:
            texts.append(LEAD_IN[prompt.care])
        session = self._session
        has_begun = bool(self._things) or bool(session.library.own_entries())
        if session.is_complete and not has_begun:
            texts.append(TO_BEGIN_WITH)
        return [line for words in texts for line in paragraph(words, width, Tone.MUTED)]

    def _draw_said(self) -> None:
        sentences = list(dict.fromkeys(one.say for one in self._session.troubles))
        if self._may_meet:
            sentences.append(SOMEONE_ELSE)
        if self._note:
            sentences.append(self._note)
        if self.is_mounted:
            self.query_one(Said).tell(*sentences)

    def _row(self, index: int, width: int) -> Sequence[Line]:
        return row(self._things[index], width, marks_of(self.app))

    def _heading(self, index: int, width: int) -> Sequence[Line]:
        del width
        return heading(self._things, index, self._from())

    def _from(self) -> Line:
        partner = self._session.partner
        said = Span("From ", Tone.MUTED)
        if partner is None:
            return (said,)
        return (said, *named(partner, self._session.people))
