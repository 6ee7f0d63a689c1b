"""What stands in front of a pack: one's own words, one's name, and days or months."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import TextArea
from typing_extensions import override

from journal.domain.brought import Brought
from journal.domain.counselling import HELP_LIMIT
from journal.domain.marks import Tone
from journal.domain.striking import initial
from journal.domain.text import NAME_LIMIT, first_words
from journal.errors import JournalError
from journal.services import pack_words, packing
from journal.services.pack_words import Typing, What
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import Said, paragraphs
from journal.ui.choice import Answer, LinePage, choice_of
from journal.ui.fields import PageField
from journal.ui.packing_words import step_heading
from journal.ui.page import Page, Words
from journal.ui.ways import Way, WaysPage

STEP = "the words in front"
ASKED: dict[tuple[Whose, What], str] = {
    (Whose.MINE, "help"): "What I'd like help with",
    (Whose.MINE, "trying"): "What I am trying",
    (Whose.MINE, "questions"): "Questions I have",
    (Whose.OURS, "help"): "What we'd like help with",
    (Whose.OURS, "trying"): "What we are trying",
    (Whose.OURS, "questions"): "Questions we have",
}
AS_LONG_AS = f"In your own words, up to {HELP_LIMIT} of them. It may stay blank."
AS_YOU_LIKE = "In your own words. It may stay blank."
READS = "{partner} can read it once you save it, and may say theirs."
UNFINISHED, BLANK = "unfinished", "blank"
NAME, DATES = "The name you stand under", "Dates"
DAYS, MONTHS = "days", "months"
WHAT_DATES = {
    Whose.MINE: "With months, no day is named.",
    Whose.OURS: "With months, no day is named. It holds if either of you chooses it.",
}
WHICH_NAME, ANOTHER_NAME = "Under which name?", "another name"
NOT_IN_IT_YET = "Kept as you typed it. It is not in the pack yet."
IN_MINE, IN_OURS = "It is in your pack.", "It is in our pack. {partner} can read it."


@dataclass(frozen=True, slots=True)
class Front:
    """What one has said in front of a pack, and what is only typed so far."""

    part: Brought = field(repr=False)
    unfinished: Mapping[What, str] = field(repr=False)

    def begun(self, what: What) -> str:
        """Return what is to be gone on with: what was typed last, else what is said."""
        said: str = getattr(self.part, what)
        return self.unfinished.get(what, said)


class FrontPage(WaysPage[Front]):
    """The few things one may say in front, each by itself."""

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose

    @override
    def read(self) -> Front:
        part = packing.bench(self.session, self.whose).part
        return Front(part, pack_words.unfinished(self.session, self.whose))

    @override
    def ways(self) -> Sequence[Way]:
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        return tuple(self._each(self.seen)) if self.seen is not None else ()

    def _each(self, front: Front) -> Iterator[Way]:
        for what in pack_words.WHATS:
            said: str = getattr(front.part, what)
            state = "" if said else BLANK
            yield Way(
                ASKED[self.whose, what],
                partial(self._say, what, front.begun(what)),
                UNFINISHED if what in front.unfinished else state,
                first_words(said, limit=60) if said else "",
            )
        called = front.part.called or self.session.me.name
        yield Way(NAME, partial(self._ask_name, front.part), called)
        dates = MONTHS if front.part.by_month else DAYS
        by_month = replace(front.part, by_month=not front.part.by_month)
        change = partial(self._change, by_month)
        yield Way(DATES, change, dates, WHAT_DATES[self.whose])

    def _say(self, what: What, begun: str) -> None:
        self.host.open_page(SayPage(self.session, self.whose, what, begun))

    def _ask_name(self, part: Brought) -> None:
        name = self.session.me.name

        def another() -> None:
            page = LinePage(
                WHICH_NAME,
                lambda line: self._call(part, line),
                value=part.called,
                limit=NAME_LIMIT,
                trail=self.trail,
            )
            self.host.open_page(page)

        answers: list[Answer] = [
            (name, partial(self._call, part, name)),
            (initial(name), partial(self._call, part, initial(name))),
            (ANOTHER_NAME, another),
        ]
        self.host.open_page(choice_of(WHICH_NAME, answers, trail=self.trail))

    def _call(self, part: Brought, name: str | None) -> None:
        if name:
            called = "" if name == self.session.me.name else name
            self._change(replace(part, called=called))

    def _change(self, part: Brought) -> None:
        change = partial(packing.change, self.session, self.whose, part)
        self.work(change, lambda _: self.look_again())


class SayPage(Page):
    """One text to write, kept as it is typed; saving it puts it into the pack."""

    FOOTER: ClassVar = ("pack.save", "pack.put-away")
    PAUSE: ClassVar = 0.8
    """Seconds after the last key until what is typed is kept."""
    DEFAULT_CSS = "SayPage #above { padding-bottom: 1; }"

    def __init__(self, session: Session, whose: Whose, what: What, begun: str) -> None:
        super().__init__()
        self._session, self.whose, self.what = session, whose, what
        self._typing = Typing(session, whose, what)
        self._kept = begun
        self._edit = 0
        self._pause: Timer | None = None
        self._is_saving = False

    @override
    def body(self) -> ComposeResult:
        yield Words(id="above")
        yield PageField(self._kept)
        yield Said()

    def on_mount(self) -> None:
        """Say what is asked, and put the cursor at the end of what is there."""
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        field = self.query_one(PageField)
        field.move_cursor(field.document.end)
        field.focus()

    @override
    def reshape(self) -> None:
        width = max(20, self.app.size.width - 9)
        asked = paragraphs([ASKED[self.whose, self.what]], width, Tone.BOLD)
        notes = paragraphs([" ".join(self._notes())], width, Tone.MUTED)
        self.query_one("#above", Words).say([*asked, *notes])

    def _notes(self) -> Iterator[str]:
        yield AS_YOU_LIKE if self.what == "questions" else AS_LONG_AS
        partner = self._session.partner
        if self.whose is Whose.OURS and partner is not None:
            yield READS.format(partner=partner.name)

    # Keeping.

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Begin to wait for a pause anew."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self._keep)

    @override
    def put_away(self) -> None:
        self.to_keep()()

    @override
    def to_keep(self) -> Callable[[], object]:
        if self._session.is_locked or not self.is_mounted or self._is_kept:
            return lambda: None
        return self._keeping()

    @property
    def _is_kept(self) -> bool:
        return self.query_one(PageField).text == self._kept

    def _keeping(self) -> Callable[[], None]:
        self._edit += 1
        text = self.query_one(PageField).text
        return partial(self._typing.keep, text, self._edit)

    def _keep(self) -> None:
        if self._is_kept or self._is_saving:
            return
        text = self.query_one(PageField).text

        def kept(_: None) -> None:
            self._kept = text

        self._run(self._keeping(), kept)

    # What the keys do.

    def action_put_away(self) -> None:
        """Keep it as it is typed, and go back."""
        if self._is_saving:
            return
        if self._is_kept:
            self.host.back()
        else:
            self._run(self._keeping(), lambda _: self._back(NOT_IN_IT_YET))

    def action_save(self) -> None:
        """Put it into the pack, if it is not too long; else it stays as it is."""
        if self._is_saving:
            return
        self._is_saving = True
        text = self.query_one(PageField).text
        self._run(partial(self._typing.put, text), self._saved)

    def _saved(self, _: Bench) -> None:
        partner = self._session.partner
        is_ours = self.whose is Whose.OURS and partner is not None
        said = IN_OURS.format(partner=partner.name) if is_ours and partner else IN_MINE
        self._back(said)

    def _back(self, said: str) -> None:
        self.host.back()
        below = self.app.screen
        if isinstance(below, Page):
            below.look_again()
            below.say(said)

    def _run(self, do: Callable[[], object], then: Callable[..., object]) -> None:
        errands.run(self, do, then, trouble=self._refuse, session=self._session)

    def _refuse(self, trouble: JournalError) -> None:
        self._is_saving = False
        self.query_one(Said).tell(trouble.say)
