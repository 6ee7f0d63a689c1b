"""What lies about on Today, and what comes of opening it."""

from collections.abc import Callable
from typing import TypeVar

from journal.domain.entries import Entry
from journal.domain.insights_returning import Returned
from journal.domain.marks import Line
from journal.domain.own_prompts import OwnPrompt
from journal.domain.prompts import Prompt
from journal.domain.text import first_words
from journal.errors import JournalError, NotFound
from journal.services import asking, evenings, returning, sharing, writing
from journal.services.arriving import Arrival
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui import errands
from journal.ui.choice import ChoicePage
from journal.ui.days import day_words
from journal.ui.deleting import DELETED
from journal.ui.moment import MomentPage
from journal.ui.next_day import LINKED, Ways, ask_what_becomes
from journal.ui.page import Page
from journal.ui.today_list import StandsFor, Yesterday
from journal.ui.tomorrow import send_now_or_tomorrow
from journal.ui.write import ONE_LINE, WritePage

STAYS_PRIVATE = "It stays private."

Result = TypeVar("Result")


class Things:
    """Opens what lies about on a page.

    Args:
        page: the page it lies on.
        session: the journal.
        told: told what was done, or went wrong.
    """

    def __init__(
        self, page: Page, session: Session, *, told: Callable[[str], object]
    ) -> None:
        self._page, self._session, self._told = page, session, told

    def open(self, thing: StandsFor, *, trail: Line) -> None:
        """Open one; the trail is the left of the header above a choice."""
        match thing:
            case Arrival():
                self._open_arrival(thing, trail)
            case OwnPrompt():
                self.answer(thing.prompt)
            case Prompt():
                self.answer(thing)
            case Draft():
                self.write(thing)
            case Entry():
                self.ask_who_reads(thing)
            case Yesterday():
                self._ask_what_becomes(thing.page)
            case Returned():
                self._page.host.open_page(MomentPage(self._session, thing.moment.id))

    def answer(self, prompt: Prompt) -> None:
        """Begin a page with a question."""
        asked = asking.asked(self._session, prompt)
        self.write(writing.new_draft(self._session, prompt=prompt.id, asked=asked))

    def write(self, draft: Draft) -> None:
        """Open a page to write on."""
        self._page.host.open_page(WritePage(self._session, draft))

    def drop(self, draft: Draft) -> None:
        """Remove an unfinished page."""
        self._do(
            lambda: writing.drop_draft(self._session, draft),
            lambda _: self._told(DELETED),
        )

    def let_be(self, returned: Returned) -> None:
        """Let the day of what comes back be, for good."""
        day = returned.moment.day
        self._do(
            lambda: returning.mute(self._session, days=(day, day)),
            lambda _: self._told(""),
        )

    def ask_who_reads(self, entry: Entry) -> None:
        """Ask who may read a page; one that was wished to be offered is so no more."""
        session, partner = self._session, self._session.partner
        if partner is None:
            return

        def offer() -> None:
            self._do(
                lambda: sharing.offer(session, entry.id),
                lambda done: self._told(done.trouble or f"{partner.name} can read it."),
            )

        def choose(choice: int) -> None:
            if choice:
                send_now_or_tomorrow(self._page.host, session, offer, told=self._told)
            elif entry.id in session.wishes:
                self._do(
                    lambda: sharing.take_back(session, entry.id),
                    lambda done: self._told(done.trouble or STAYS_PRIVATE),
                )
            else:
                self._told(STAYS_PRIVATE)

        choices = ("keep it private", f"{partner.name} can read it")
        title = entry.title or first_words(entry.words)
        self._page.host.open_page(ChoicePage(title, choices, choose))

    def _ask_what_becomes(self, page: Entry) -> None:
        """Ask what becomes of the page of a hard evening."""
        session = self._session
        ask_what_becomes(
            self._page.host,
            session,
            page,
            Ways(
                told=self._told,
                soften=lambda: self._do(
                    lambda: writing.draft_of(session, page.id), self.write
                ),
                offer=lambda: self.ask_who_reads(page),
                write=self.write,
                link=lambda later: self._do(
                    lambda: evenings.link(session, page.id, later),
                    lambda _: self._told(LINKED),
                ),
            ),
        )

    def _open_arrival(self, arrival: Arrival, trail: Line) -> None:
        session = self._session

        def choose(choice: int) -> None:
            if choice == 0:
                self._page.host.open_page(MomentPage(session, arrival.moment))
            else:
                self._do(
                    lambda: sharing.tell_my_side(session, arrival.moment), self.write
                )

        if self._is_told_by_me(arrival):
            choose(0)
            return
        self._page.host.open_page(
            ChoicePage(
                arrival.title,
                ("just read", "tell my side"),
                choose,
                notes=(f"{day_words(arrival.day, session.today())}. {ONE_LINE}",),
                trail=trail,
            )
        )

    def _is_told_by_me(self, arrival: Arrival) -> bool:
        try:
            told = sharing.moment_in_us(self._session, arrival.moment)
        except NotFound:
            return False
        return any(side.author == self._session.me.id for side in told.sides)

    def _do(self, do: Callable[[], Result], then: Callable[[Result], object]) -> None:
        def fail(trouble: JournalError) -> None:
            self._told(trouble.say)

        errands.run(self._page, do, then, trouble=fail, session=self._session)
