"""Today: a question or two, and what lies about. Nothing is owed, nothing waits."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry
from journal.domain.insights_returning import Returned
from journal.domain.marks import Line, Span, Tone
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import Prompt
from journal.domain.wrapping import wrap
from journal.errors import JournalError
from journal.services import asking, writing
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui import errands
from journal.ui.asides import MEASURE, Said, marks_of, named, paragraph
from journal.ui.days import day_words
from journal.ui.deleting import QUESTION as QUESTION_BEFORE
from journal.ui.keymap import Meaning
from journal.ui.lines import Lines
from journal.ui.meet import MeetPage
from journal.ui.page import Page, Words
from journal.ui.today_list import (
    ROOMY,
    Back,
    Group,
    Thing,
    Yesterday,
    comes_first,
    fitting,
    heading,
    mark_among,
    row,
    things_of,
)
from journal.ui.today_look import Arrived, Seen, seen_in
from journal.ui.today_mark import Below, Question
from journal.ui.today_things import Things
from journal.ui.today_top import Top, facts, top_of
from journal.ui.us_night import NightPage

SOMEONE_ELSE = (
    "Someone else keeps a journal here. When you both would like to, you can meet: j."
)
DRILL = (
    "A year has passed since your recovery code was written on paper or tried. If you "
    "like, one minute in Settings shows whether it still opens this journal: , (comma)."
)
QUESTION = 62
SHEET = 106
# The columns that are not for the words of a list.
AROUND, AROUND_NARROW = 12, 8


class TodayPage(Page):
    """The first page after unlocking."""

    PLACE: ClassVar = "today"
    FOOTER: ClassVar = ("today.write", "today.another", "today.blank", "today.open")
    ALSO: ClassVar = (
        "today.offer",
        "today.delete",
        "today.not-now",
        "today.rest",
        "today.meet",
        "night.begin",
    )
    DEFAULT_CSS = """
    TodayPage #question { padding-bottom: 1; }
    TodayPage #about { color: $muted; padding-bottom: 2; }
    TodayPage.-tight #about { padding-bottom: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asks = True
        self._seen: Seen | None = None
        self._top = Top(None, ())
        self._arrived = Arrived(session)
        self._opens = Things(self, session, told=self._told)
        self._things: list[Thing] = []
        self._way = ROOMY
        self._note = ""
        self._asked: Draft | None = None
        self._is_busy = False
        self._back = Back()

    @override
    def body(self) -> ComposeResult:
        yield Question()
        yield Words(id="about")
        yield Below(self._row, self._heading, self._go_up)
        yield Said()

    def on_mount(self) -> None:
        """Keep the keys with the list until there is a question."""
        self.query_one(Question).show([])
        # At once: a focus that is given later may come after the question does.
        self.set_focus(self.query_one(Lines))

    def on_screen_resume(self) -> None:
        """Read what there is; it may have changed on the page above."""
        self.look_again()

    @override
    def ask_nothing(self) -> None:
        self._asks = False

    @override
    def look_again(self) -> None:
        session = self._session
        errands.run(
            self,
            lambda: seen_in(session),
            self._show,
            trouble=self._fail,
            session=session,
        )

    @override
    def say(self, words: str) -> None:
        """Say a sentence at the foot of the page, where there is room for it."""
        self._note = words
        self._draw()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    @override
    def footer(self) -> tuple[str, ...]:
        chosen = self._chosen()
        is_asked = self._top.question is not None or _is_question(chosen)
        keys = ["today.write"] if is_asked else []
        if self._seen is not None and not self._seen.today.table.rests:
            keys.append("today.another")
        keys.append("today.blank")
        if chosen is not None or self._is_at_top:
            keys.append("today.open")
        if chosen is not None and chosen.group is Group.WISHED:
            keys.append("today.offer")
        if chosen is not None and chosen.group in {Group.YESTERDAY, Group.YEAR_AGO}:
            # Of the row there is no more than this; what is left out is under `?`.
            keys.remove("today.blank")
            keys.append("today.not-now")
        return tuple(keys)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        chosen = self._chosen()
        is_draft = chosen is not None and chosen.group is Group.UNFINISHED
        delete = ("today.delete",) if is_draft else ()
        meet = ("today.meet",) if self._may_meet else ()
        night = ("night.begin",) if self._session.partner is not None else ()
        keys = (*self.footer(), "today.blank", *delete, *night, "today.rest", *meet)
        return tuple(dict.fromkeys(keys))

    @property
    def _may_meet(self) -> bool:
        return self._seen is not None and self._seen.may_meet

    # What the keys do.

    def action_write(self) -> None:
        """Answer the question the mark is at; elsewhere, the one at the top."""
        if _is_question(self._chosen()):
            self.query_one(Lines).action_open()
        elif self._top.question is not None:
            self._note = ""
            self._opens.answer(self._top.question)

    def action_another(self) -> None:
        """Ask others; where nothing is asked just now, what lies ready."""
        if self._seen is None or self._seen.today.table.rests:
            return
        if self._asks or not self._seen.today.table.prompts:
            self._do(lambda: asking.another(self._session))
        self._asks = True
        self._arrange()

    def action_rest(self) -> None:
        """Let the questions rest, or begin again. No reason is asked."""
        if self._seen is not None:
            rests = not self._seen.today.table.rests
            self._asks = True
            self._do(lambda: asking.rest(self._session, rests=rests))

    def action_blank(self) -> None:
        """Begin a page of its own."""
        self._note = ""
        self._opens.write(writing.new_draft(self._session))

    def action_open(self) -> None:
        """Open what the mark is at, and answer the question at the top."""
        if self._is_at_top:
            self.action_write()
        else:
            self.query_one(Lines).action_open()

    def action_offer(self) -> None:
        """Ask who may read the page one once wished to offer."""
        chosen = self._chosen()
        if chosen is not None and isinstance(chosen.stands_for, Entry):
            self._opens.ask_who_reads(chosen.stands_for)

    def action_not_now(self) -> None:
        """Let what comes back be, where the mark is at it."""
        chosen = self._chosen()
        thing = chosen.stands_for if chosen is not None else None
        if isinstance(thing, Returned):
            self._back.let_be(thing)
            self._opens.let_be(thing)
        elif isinstance(thing, Yesterday):
            self._back.let_be(thing)
            self._arrange()

    def action_begin(self) -> None:
        """Show three moments that both have let come back."""
        if self._session.partner is not None:
            self.host.open_page(NightPage(self._session))

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
            self._opens.drop(draft)

    def on_lines_moved(self) -> None:
        """Show the keys of what the mark is at."""
        self.draw_bars()

    def on_question_left(self, left: Question.Left) -> None:
        """Go down to the list, if anything lies there."""
        if self._things:
            lines = self.query_one(Lines)
            lines.selected = len(self._things) - 1 if left.to_end else 0
            self.set_focus(lines)

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Open what the line stands for."""
        opened.stop()
        self._note = ""
        thing = self._things[opened.index].stands_for
        if isinstance(thing, Yesterday):
            # It is said once, whatever is chosen; the list is drawn anew afterwards.
            self._back.let_be(thing)
        self._opens.open(thing, trail=self._from())

    def _do(self, change: Callable[[], object]) -> None:
        """Change what is asked; a second press meanwhile changes nothing."""
        if self._is_busy:
            return
        self._is_busy = True

        def done(_: object = None) -> None:
            self._is_busy = False
            self.look_again()

        def fail(trouble: JournalError) -> None:
            # Where it could not be stored, it holds while the journal is open.
            self._fail(trouble)
            done()

        errands.run(self, change, done, trouble=fail, session=self._session)

    def _told(self, words: str) -> None:
        self.say(words)
        self.look_again()

    # What was read.

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        day = seen.today.day
        self.host.aside = f"{self._session.me.name} · {day_words(day, day)}"
        self._arrived.add(seen.today.arrivals)
        self._back.add(seen.year_ago, seen.evening)
        self._arrange()

    def _fail(self, trouble: JournalError) -> None:
        self.say(trouble.say)

    def _arrange(self) -> None:
        """Make the top and the list of what was read."""
        if self._seen is None:
            return
        session, today = self._session, self._seen.today
        lines, was_asked = self.query_one(Lines), self._top.question is not None
        had_come = comes_first(self._things)
        at = lines.selected
        before = self._things[at] if 0 <= at < len(self._things) else None
        things = things_of(
            today,
            self._arrived.left(),
            lambda prompt: asking.asked(session, prompt),
            facts,
            self._back,
        )
        lying = [one for one in things if one.group is not Group.ASKED]
        has_begun = bool(lying) or bool(session.library.own_entries())
        self._top = top_of(
            session, today.table, asks=self._asks, is_first=not has_begun
        )
        self._things = things = lying if self._top.question is None else things
        self._draw(selected=mark_among(things, at, before))
        self._place_mark(is_new=not was_asked, is_come=not had_come)
        self.draw_bars()

    def _place_mark(self, *, is_new: bool, is_come: bool) -> None:
        """Let the mark begin: at what has come, or else at the question.

        Afterwards it stays where it is, but for what comes while it is at the top.
        """
        comes, lines = comes_first(self._things), self.query_one(Lines)
        if self._top.question is None:
            self.set_focus(lines)
        elif not self._things or (is_new and not comes):
            self._go_up()
        elif self._is_at_top and comes and is_come:
            lines.selected = 0
            self.set_focus(lines)

    @property
    def _is_at_top(self) -> bool:
        return isinstance(self.focused, Question)

    def _go_up(self) -> bool:
        """Let the mark go to the question at the top, if there is one."""
        if self._top.question is None:
            return False
        self.set_focus(self.query_one(Question))
        return True

    def _chosen(self) -> Thing | None:
        """Return what the mark is at in the list."""
        if not self.is_mounted or self._is_at_top:
            return None
        selected = self.query_one(Lines).selected
        return self._things[selected] if 0 <= selected < len(self._things) else None

    # Drawing.

    def _draw(self, *, selected: int | None = None) -> None:
        if not self.is_mounted:
            return
        sheet = min(self.app.size.width, SHEET)
        asked, about = self._top_lines(max(20, min(QUESTION, sheet - 7)))
        self.query_one(Question).show(asked)
        beneath = self.query_one("#about", Words)
        indent = (Span("  ", Tone.MUTED),) if asked else ()
        beneath.say([(*indent, *line) for line in about])
        beneath.display = bool(about)
        sentences = self._sentences()
        self.query_one(Said).tell(*sentences)
        width = sheet - (AROUND_NARROW if self.narrow else AROUND)
        above = len(asked) + bool(asked) + len(about)
        below = sum(len(wrap(one, min(width, MEASURE), cell_len)) for one in sentences)
        self._way = fitting(
            self._things,
            self.rows - above - below - bool(sentences),
            width=width,
            marks=marks_of(self.app),
        )
        self.set_class(self._way.blank == 1, "-tight")
        lines = self.query_one(Lines)
        at = lines.selected if selected is None else selected
        lines.show(len(self._things), selected=max(0, at))
        self.draw_bars()

    def _top_lines(self, width: int) -> tuple[list[Line], list[Line]]:
        question, about, takes = self._top
        if takes and cell_len(f"{about[0]} · {takes}") <= width:
            about = (f"{about[0]} · {takes}", *about[1:])
        words = asking.asked(self._session, question) if question else ""
        asked = paragraph(words, width, Tone.BOLD) if words else []
        said = (paragraph(words, width, Tone.MUTED) for words in about)
        return asked, [line for lines in said for line in lines]

    def _sentences(self) -> list[str]:
        sentences = list(dict.fromkeys(one.say for one in self._session.troubles))
        if self._may_meet:
            sentences.append(SOMEONE_ELSE)
        if self._seen is not None and self._seen.drill:
            sentences.append(DRILL)
        return [*sentences, self._note] if self._note else sentences

    def _row(self, index: int, width: int) -> Sequence[Line]:
        marks = marks_of(self.app)
        return row(self._things[index], width, marks, self._way)

    def _heading(self, index: int, width: int) -> Sequence[Line]:
        del width
        return heading(self._things, index, self._from(), self._way)

    def _from(self) -> Line:
        partner = self._session.partner
        said = Span("From ", Tone.MUTED)
        if partner is None:
            return (said,)
        return (said, *named(partner, self._session.people))


def _is_question(thing: Thing | None) -> bool:
    return thing is not None and isinstance(thing.stands_for, Prompt | OwnPrompt)
