"""After saving: the words stay, one optional line about them, and who may read them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.attachment import Landing, Role, SupportFunction
from journal.domain.entries import Entry, Visibility
from journal.domain.marks import Line, Span, Tone
from journal.domain.prompts import AFTER_CARE, Care, Prompt, PromptRole
from journal.errors import JournalError
from journal.services import answering, asking, reading, sealing, telling, writing
from journal.services.about import About
from journal.services.preferences import reader
from journal.services.session import Session
from journal.ui import errands
from journal.ui.arc import Arc
from journal.ui.arc_choices import Told, has_come
from journal.ui.asides import Said, Whole, marks_of, named, paragraph
from journal.ui.offering import ask_who_reads
from journal.ui.page import Page, Words
from journal.ui.sealed import SAVED as SEALED
from journal.ui.sealed import SAYS_MORE, STAYS, to_meet_theirs
from journal.ui.then_and_now import ThenAndNowPage

SAVED = "Saved. "
ONLY_YOU = f"{SAVED}Only you can read it."
ABOUT = "If you like, one line about it."
BEFORE = "You have answered this before. Then and now: F3."
_ROLES = {
    "1": Role.CARE_SEEKER,
    "2": Role.CAREGIVER,
    "3": Role.BOTH,
    "4": Role.UNCLEAR,
}
_FUNCTIONS = {
    "5": SupportFunction.SAFE_HAVEN,
    "6": SupportFunction.SECURE_BASE,
    "7": SupportFunction.BOTH,
}
_AHEAD = "8"
_GAP = "    "

Result = TypeVar("Result")


class SavedPage(Page):
    """What was saved. What is said about it is kept once, on leaving or offering.

    Args:
        session: the journal it was saved in.
        entry: the entry as it was saved.
        prompt: the prompt it answers.
        is_side: it is a side of a moment that the partner offered.
        is_later: it was saved at another time, and is only said more about.
    """

    FOOTER: ClassVar = ("saved.done", "saved.more", "saved.offer")
    ALSO: ClassVar = ("saved.line", "saved.then")
    DEFAULT_CSS = """
    SavedPage Whole { max-height: 55%; }
    SavedPage.-care Whole { max-height: 35%; }
    SavedPage.-narrow Whole { max-height: 35%; }
    SavedPage.-narrow.-short.-care Whole { max-height: 25%; }
    SavedPage.-narrow.-short.-answered-before Whole { max-height: 25%; }
    SavedPage.-narrow.-short.-care.-answered-before Whole { max-height: 2; }
    SavedPage #about { padding-top: 2; }
    SavedPage.-narrow.-short #about { padding-top: 1; }
    SavedPage #before { display: none; color: $muted; padding-top: 1; }
    SavedPage.-answered-before #before { display: block; }
    """

    def __init__(
        self,
        session: Session,
        entry: Entry,
        *,
        prompt: Prompt | None = None,
        is_side: bool = False,
        is_later: bool = False,
    ) -> None:
        super().__init__()
        self._session, self._entry = session, entry
        self._prompt, self._is_later = prompt, is_later
        self._is_side = is_side or telling.is_opened_by_other(session, entry)
        self._about = writing.about(entry)
        self._is_busy = False

    @override
    def body(self) -> ComposeResult:
        yield Whole(self._drawn)
        yield Words(id="about")
        yield Said()
        yield Words(BEFORE, id="before")

    def on_mount(self) -> None:
        """Say that it is saved, and who can read it."""
        self.trail = named(self._session.me, self._session.people)
        self._say_who_reads()
        has_care = self._prompt is not None and self._prompt.care is not Care.NONE
        if has_care and not self._is_later:
            self.add_class("-care")
            self.query_one(Said).tell(*AFTER_CARE)
        elif self._may_offer:
            self._say_of_offering()
        errands.run(
            self,
            self._is_answered_before,
            lambda is_before: self.set_class(is_before, "-answered-before"),
            trouble=self._tell,
            session=self._session,
        )

    @override
    def reshape(self) -> None:
        self._draw()

    @override
    def footer(self) -> tuple[str, ...]:
        offers = self._may_offer and reader(self._session) is not None
        offer = ("saved.offer",) if offers and not self._is_read else ()
        return ("saved.done", "saved.more", *offer)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        keys = super().keys_shown()
        is_before = self.has_class("-answered-before")
        return tuple(key for key in keys if is_before or key != "saved.then")

    @override
    def put_away(self) -> None:
        if not self._session.is_locked:
            with suppress(JournalError):
                self._describe()

    # What the question who may read it is told, and asks of the page.

    @property
    def session(self) -> Session:
        """The journal it was saved in."""
        return self._session

    def work(
        self, toil: Callable[[], Result], then: Callable[[Result], object]
    ) -> None:
        """Keep what was said about it, do something, then something with it here."""

        def do() -> Result:
            self._describe()
            return toil()

        def done(result: Result) -> None:
            self._is_busy = False
            then(result)

        self._away(do, done)

    # What the keys do.

    def action_line(self, key: str) -> None:
        """Say one thing about it, or no longer."""
        if self._is_busy:
            return
        about = self._about
        if key in _ROLES:
            role = None if about.role is _ROLES[key] else _ROLES[key]
            self._say_about(replace(about, role=role))
        elif key in _FUNCTIONS:
            function = _FUNCTIONS[key]
            said = None if about.function is function else function
            self._say_about(replace(about, function=said))
        elif about.ahead:
            self._say_about(replace(about, ahead=False))
        elif self._may_lie_ahead:
            self._say_about(replace(about, ahead=True))
            self._arc(done=self._draw).ask_day()

    def action_more(self) -> None:
        """Ask one thing at a time about it, then who may read it."""
        if not self._is_busy:
            self._arc(done=self._ask_who_may_read).begin()

    def action_offer(self) -> None:
        """Ask who may read it."""
        if self._may_offer and not self._is_busy:
            self._ask_who_reads()

    def action_then(self) -> None:
        """Show the answer beside an earlier one."""
        if self.has_class("-answered-before"):
            self._away(self._describe, self._open_then_and_now)

    def action_done(self) -> None:
        """Keep what was said about it, and go back."""
        self._away(self._describe, lambda _: self._back())

    def _is_answered_before(self) -> bool:
        prompt = self._entry.prompt
        return prompt is not None and len(asking.answers(self._session, prompt)) > 1

    def _open_then_and_now(self, entry: Entry) -> None:
        self._is_busy = False
        if entry.prompt is not None:
            page = ThenAndNowPage(
                self._session, entry.prompt, changed=self._say_who_reads
            )
            self.host.open_page(page)

    # A little more.

    @property
    def _may_lie_ahead(self) -> bool:
        # What can stir things up asks about what was.
        asks_of_what_was = self._prompt is not None and self._prompt.care != Care.NONE
        return not (self._is_side or asks_of_what_was or has_come(self._about))

    def _arc(self, *, done: Callable[[], object]) -> Arc:
        told = Told(
            about=self._about,
            written_on=self._entry.written_on,
            today=self._session.today(),
            is_side=self._is_side,
        )
        return Arc(self, told, say=self._say_about, done=done)

    def _say_about(self, about: About) -> None:
        self._about = about
        self._draw()

    def _ask_who_may_read(self) -> None:
        if self._may_offer and reader(self._session) is not None:
            self._ask_who_reads()

    # Who may read it.

    @property
    def _may_offer(self) -> bool:
        prompt = self._prompt
        if prompt is None:
            return True
        return prompt.role is not PromptRole.SELF and prompt.care is not Care.HEAVY

    @property
    def _is_read(self) -> bool:
        """Can the partner read it as it is now?"""
        session, id_ = self._session, self._entry.id
        if reading.visibility(session, id_) is Visibility.PRIVATE:
            return False
        return not reading.is_changed_since_offered(session, id_)

    def _say_of_offering(self) -> None:
        """Say what is there for whoever would offer it, once it is known."""
        session, entry = self._session, self._entry
        partner = reader(session)
        if partner is None:
            return
        is_side = self._is_side

        def look() -> str:
            who = reading.visibility(session, entry.id)
            if who is not Visibility.PRIVATE:
                return SAYS_MORE if who is Visibility.SEALED else ""
            there = answering.met(session, prompt=entry.prompt, moment=entry.moment)
            if there is not None and not there.is_answered:
                can_seal = answering.can_seal(session, entry.id)
                return to_meet_theirs(partner.name, can_seal=can_seal)
            side = f"If you like, {partner.name} can read your side: o."
            return side if is_side else ""

        def tell(said: str) -> None:
            if said:
                self.query_one(Said).tell(said)

        errands.run(self, look, tell, trouble=self._tell, session=session)

    def _ask_who_reads(self) -> None:
        ask_who_reads(
            self,
            self._entry.id,
            self._changed,
            after_saving=True,
            passed_by=self._about.landing is Landing.MISSED,
        )

    def _changed(self, said: str) -> None:
        self._say_who_reads()
        self.query_one(Said).tell(said)

    def _say_who_reads(self) -> None:
        session, id_ = self._session, self._entry.id
        partner = session.partner
        if partner is None or reading.visibility(session, id_) is Visibility.PRIVATE:
            said = ONLY_YOU
        elif sealing.of_mine(session, id_) is not None:
            is_changed = answering.is_changed_since_sealed(session, id_)
            sealed = "Sealed." if self._is_later else SEALED
            said = STAYS if is_changed else sealed
        elif self._is_read:
            said = f"{SAVED}{partner.name} can read it."
        else:
            said = f"{SAVED}{partner.name} reads it as it was."
        self.say(said.removeprefix(SAVED) if self._is_later else said)
        self.draw_bars()

    # Keeping what was said.

    def _describe(self) -> Entry:
        if self._about != writing.about(self._entry):
            self._entry = writing.describe(self._session, self._entry.id, self._about)
            self._about = writing.about(self._entry)
        return self._entry

    def _away(self, do: Callable[[], Result], then: Callable[[Result], object]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        errands.run(self, do, then, trouble=self._tell, session=self._session)

    def _tell(self, trouble: JournalError) -> None:
        self._is_busy = False
        self.query_one(Said).tell(trouble.say)

    def _back(self) -> None:
        self.host.back()
        if isinstance(self.app.screen, Page):
            self.app.screen.look_again()

    # Drawing.

    def _draw(self) -> None:
        marks = marks_of(self.app)
        lines: list[Line] = [(Span(ABOUT, Tone.INK),), ()]
        roles = (
            ("1", (Span(marks.reached, Tone.INK),), "I reached"),
            ("2", (Span(marks.there, Tone.INK),), "I was there"),
            ("3", (), "both of us"),
            ("4", (), "hard to say"),
        )
        functions = (
            ("5", (Span(marks.haven, Tone.HAVEN),), "something was hard"),
            ("6", (Span(marks.base, Tone.BASE),), "something was possible"),
            ("7", (), "both"),
        )
        ahead = ((_AHEAD, (), "it lies ahead"),)
        shows_ahead = self._may_lie_ahead or self._about.ahead
        for row in (roles, functions, *([ahead] if shows_ahead else [])):
            parts = [self._item(*one) for one in row]
            if self.narrow:
                lines += parts
            else:
                gap = Span(_GAP, Tone.INK)
                joined = [span for part in parts for span in (gap, *part)]
                lines += [tuple(joined[1:]), ()]
        self.query_one("#about", Words).say(lines[:-1] if not lines[-1] else lines)

    def _item(self, key: str, mark: Line, words: str) -> Line:
        about = self._about
        is_chosen = (
            about.role is _ROLES.get(key, ...)
            or about.function is _FUNCTIONS.get(key, ...)
            or (key == _AHEAD and about.ahead)
        )
        number = Span(f"{key} ", Tone.MUTED)
        spaced = (*mark, Span(" ", Tone.INK)) if mark else ()
        if not is_chosen:
            return (number, *spaced, Span(words, Tone.INK))
        here = Span(f"{marks_of(self.app).here} ", Tone.BOLD)
        return (number, here, *spaced, Span(words, Tone.BOLD))

    def _drawn(self, width: int) -> Sequence[Line]:
        return paragraph(self._entry.words, width)
