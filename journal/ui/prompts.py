"""Prompts: every question there is, by theme; kept ones, our own, and packs."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input
from typing_extensions import override

from journal.domain.entries import Entry
from journal.services import asking, writing
from journal.services.packs import HeldPack
from journal.services.session import Session
from journal.ui.choice import Answer, choice_of
from journal.ui.entry_page import EntryPage
from journal.ui.fields import LineField
from journal.ui.ideas_page import IdeasPage
from journal.ui.keymap import Meaning
from journal.ui.pack_page import PackPage
from journal.ui.page import Words
from journal.ui.prompt_own import OwnShelfPage
from journal.ui.prompt_shelf import (
    OWN,
    AboutIdeas,
    Question,
    Shelf,
    Thing,
    read_shelf,
    terms_of,
)
from journal.ui.prompt_view import ALL, Look, ShelfView
from journal.ui.prompt_which import EVERY, PromptWhichPage, Which
from journal.ui.then_and_now import ThenAndNowPage

WRITE_AGAIN = "write on it again"
READ = "read what I wrote"
THEN_AND_NOW = "then and now"
LONGEST_SEARCH = 120

_Keys = tuple[str, ...]
_FIRST: _Keys = ("list.open", "prompts.write")
_LAST: _Keys = (
    "prompts.theme",
    "prompts.keep",
    "prompts.find",
    "prompts.which",
    "prompts.own",
    "prompts.bring",
    "prompts.offer",
    "prompts.delete",
    "page.back",
)
_AT_OWN: _Keys = ("prompts.own", "prompts.offer", "prompts.delete")
_AT_PACK: _Keys = ("prompts.theme", "prompts.keep", "prompts.delete", "prompts.bring")
_FOUND: _Keys = ("prompts.keep", "page.back")
_IN_FOOTER = 5


class PromptsPage(OwnShelfPage):
    """The shelf, and everything that can be done with a question on it."""

    PLACE: ClassVar = "prompts"
    FOOTER: ClassVar = ("prompts.write",)
    ALSO: ClassVar = _LAST

    DEFAULT_CSS = """
    PromptsPage #find { display: none; height: 3; }
    PromptsPage #find Words { width: 7; padding: 0; color: $muted; }
    PromptsPage.-finding #find { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._at_before = ""
        self._look = Look()
        self._wanted = ""

    @override
    def inside(self) -> ComposeResult:
        with Horizontal(id="find"):
            yield Words("Find")
            yield LineField(id="words", max_length=LONGEST_SEARCH)
        yield ShelfView(self.session, self.marks)

    # What is shown.

    @property
    def view(self) -> ShelfView:
        """The shelf on the screen."""
        return self.query_one(ShelfView)

    @property
    def finding(self) -> bool:
        """Is the line to find words open?"""
        return self.has_class("-finding")

    @property
    @override
    def thing(self) -> Thing | None:
        return self.view.thing

    @property
    @override
    def pack(self) -> HeldPack | None:
        section = self.view.section
        return section.held if section is not None else None

    @override
    def footer(self) -> tuple[str, ...]:
        return self.keys_shown()[:_IN_FOOTER]

    @override
    def keys_shown(self) -> tuple[str, ...]:
        if self.typing:
            order = (*_FIRST, "page.back")
        elif self.finding:
            order = (*_FIRST, *_FOUND, *_LAST)
        elif self._look.at == OWN:
            order = (*_FIRST, *_AT_OWN, *_LAST)
        elif self.pack is not None:
            order = (*_FIRST, *_AT_PACK, *_LAST)
        else:
            order = (*_FIRST, *_LAST)
        is_question = isinstance(self.thing, Question)
        may = {
            "list.open": self.thing is not None and not is_question,
            "prompts.write": is_question,
            "prompts.keep": is_question,
            "prompts.offer": self.my_own is not None and self.session.partner,
            "prompts.delete": self.removable() is not None,
        }
        return tuple(dict.fromkeys(key for key in order if may.get(key, True)))

    @override
    def read(self) -> Shelf:
        return read_shelf(self.session)

    @override
    def show(self) -> None:
        if self.seen is None:
            return
        view = self.view
        view.set_class(self.narrow, "-narrow")
        view.set_class(self.wide, "-wide")
        view.set_class(self.finding, "-looking")
        view.show(self.seen, self._look, wanted=self._wanted)
        self._look, self._wanted = view.look, ""
        # The line to find words in may be about to have the focus.
        if not self.finding and (self.narrow or self.focused is None):
            view.questions.focus()
        self.draw_bars()

    @override
    def go_to(self, section: str, thing: str = "") -> None:
        self._close_find()
        self._look, self._wanted = Look(at=section), thing
        self.look_again()

    # Moving and opening.

    def action_theme(self, key: str) -> None:
        """Move to another section, round and round."""
        self.view.turn(1 if key == "right" else -1)

    def on_shelf_view_turned(self) -> None:
        """Be where the shelf has been turned to."""
        self._look = self.view.look
        self._close_find()
        self.show()

    def on_lines_moved(self) -> None:
        """Show the keys of what the mark came to."""
        self.draw_bars()

    def on_lines_opened(self) -> None:
        """Open what the mark is at."""
        self.action_write()

    def action_write(self) -> None:
        """Begin a page with the question, or choose what to do with an answered one."""
        match self.thing:
            case Question() as question:
                answers = partial(asking.answers, self.session, question.id)
                self.work(answers, partial(self._go_on, question))
            case HeldPack() as held:
                self.host.open_page(PackPage(self.session, held.pack))
            case AboutIdeas():
                self.host.open_page(IdeasPage(self.session))
            case None:
                pass

    def _go_on(self, question: Question, answers: tuple[Entry, ...]) -> None:
        if not answers:
            self._begin(question)
            return
        *earlier, last = answers
        open_page = self.host.open_page
        ways: list[Answer] = [
            (WRITE_AGAIN, partial(self._begin, question)),
            (READ, lambda: open_page(EntryPage(self.session, last.id))),
        ]
        if earlier:
            then = ThenAndNowPage(self.session, question.id)
            ways.append((THEN_AND_NOW, partial(open_page, then)))
        open_page(choice_of(question.asked, ways, trail=self.TRAIL))

    def _begin(self, question: Question) -> None:
        draft = writing.new_draft(
            self.session, prompt=question.id, asked=question.asked
        )
        self.write(draft)

    def action_keep(self) -> None:
        """Keep the question, or let it go."""
        match self.thing:
            case Question(id=prompt, is_kept=is_kept):
                keep = partial(
                    asking.keep_prompt, self.session, prompt, is_kept=not is_kept
                )
                self.work(keep, lambda _: self.look_again())
            case _:
                pass

    # Which ones.

    def action_which(self) -> None:
        """Choose which questions are shown; after an empty choice, all."""
        if self.view.is_emptied:
            self.choose(EVERY)
        else:
            self._stop_finding()
            page = PromptWhichPage(self.session, self._look.which, self.choose)
            self.host.open_page(page)

    def choose(self, which: Which) -> None:
        """Show these questions only, across the themes; or every one again."""
        look = self._look
        if look.at != ALL:
            self._at_before = look.at
        at = self._at_before if which == EVERY else ALL
        self._look = Look(at=at, which=which)
        self.look_again()

    # Finding.

    def action_find(self) -> None:
        """Open the line to find words in."""
        self.add_class("-finding")
        self.query_one("#words", LineField).focus()
        self.show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as one types."""
        if self.finding:
            self._look = replace(self._look, terms=terms_of(event.value))
            self.show()

    def on_input_submitted(self) -> None:
        """Open what was found and is chosen."""
        self.action_write()

    @override
    def on_key(self, event: events.Key) -> None:
        # Up and down choose among what was found while one goes on typing.
        if self.typing and event.key in Meaning.UP_DOWN.keys:
            event.stop()
            self.view.questions.action_move(event.key)

    @override
    def action_back(self) -> None:
        if self.finding:
            self._stop_finding()
        else:
            super().action_back()

    def _stop_finding(self) -> None:
        if self.finding:
            self._close_find()
            self.show()

    def _close_find(self) -> None:
        self.remove_class("-finding")
        self._look = replace(self._look, terms=())
        field = self.query_one("#words", LineField)
        if field.value:
            field.value = ""
        if self.typing:
            self.set_focus(None)
