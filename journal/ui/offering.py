"""Who may read a page: the same careful question wherever it is asked."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from journal.domain.entries import EntryId, Visibility
from journal.domain.marks import Line
from journal.domain.text import first_words
from journal.services import asking, reading, sharing
from journal.services.exchanging import Exchanged
from journal.services.session import Session
from journal.ui.asides import IN_PERSON, TAKEN_BACK
from journal.ui.choice import ChoicePage
from journal.ui.page import Host
from journal.ui.tomorrow import send_now_or_tomorrow

KEEP_PRIVATE = "keep it private"
ONCE_MET = "offer it, once the two of you have met"
LEAVE_IT = "leave it as it is"
TAKE_BACK = "take it back"

WISH = "Kept as a wish: once the two of you have met, you will be asked again."

Way = Callable[[Session, EntryId], Exchanged]
Result = TypeVar("Result")


class Asks(Protocol):
    """A page on which it is asked who may read, and on which that is then done."""

    @property
    def session(self) -> Session:
        """The journal."""

    @property
    def host(self) -> Host:
        """The program."""

    @property
    def trail(self) -> Line:
        """The left of the header."""

    def work(
        self, toil: Callable[[], Result], then: Callable[[Result], object]
    ) -> None:
        """Do something slow, then something with what came of it."""


def is_offered(session: Session, entry: EntryId) -> bool:
    """Can the partner read an entry, or will they when the two have met?"""
    return is_read(session, entry) or entry in session.wishes


def is_read(session: Session, entry: EntryId) -> bool:
    """Can the partner read an entry, as it is or as it was?"""
    return reading.visibility(session, entry) is not Visibility.PRIVATE


def offer_said(done: Exchanged, partner: str, *, was_offered: bool) -> str:
    """Return the sentence after a page was offered or taken back."""
    if was_offered:
        said = TAKEN_BACK.format(partner=partner)
    else:
        said = f"Offered. {partner} can read it."
    return f"{said} {done.trouble}" if done.trouble else said


def ask_who_reads(
    page: Asks,
    entry_id: EntryId,
    say: Callable[[str], object],
    *,
    after_saving: bool = False,
) -> None:
    """Ask who may read an entry; the first answer changes nothing.

    Args:
        page: the page it is asked from, on which what follows is done.
        entry_id: an entry of one's own.
        say: told afterwards what was done, unless nothing was.
        after_saving: the words stand on the page, and who reads them above it.
    """
    session = page.session
    partner = session.partner.name if session.partner else "your partner"
    entry = session.library.own(entry_id)
    answers = _answers(session, entry_id, partner, after_saving=after_saving)

    def choose(index: int) -> None:
        way = answers[index][1]
        if way is None:
            return
        go = partial(
            page.work,
            partial(way, session, entry_id),
            lambda done: say(_said(session, way, done, is_said=after_saving)),
        )
        if way is sharing.take_back:
            go()
        else:
            send_now_or_tomorrow(page.host, session, go, told=say, trail=page.trail)

    prompt = asking.prompt_of(session, entry)
    missed = prompt is not None and prompt.theme == "missed"
    choice = ChoicePage(
        "" if after_saving else entry.title or first_words(entry.words),
        [words for words, _ in answers],
        choose,
        notes=(IN_PERSON,) if missed and not is_offered(session, entry_id) else (),
        trail=page.trail,
    )
    page.host.open_page(choice)


def _said(session: Session, way: Way, done: Exchanged, *, is_said: bool) -> str:
    partner = session.partner
    if partner is None:
        return WISH
    if is_said:
        return done.trouble or ""
    return offer_said(done, partner.name, was_offered=way is sharing.take_back)


def _answers(
    session: Session, entry: EntryId, partner: str, *, after_saving: bool
) -> list[tuple[str, Way | None]]:
    if after_saving or not is_offered(session, entry):
        can_read = f"{partner} can read it" if session.partner else ONCE_MET
        return [(KEEP_PRIVATE, None), (can_read, sharing.offer)]
    answers: list[tuple[str, Way | None]] = [(LEAVE_IT, None)]
    is_wish = session.partner is not None and not is_read(session, entry)
    if is_wish or reading.is_changed_since_offered(session, entry):
        answers.append((f"let {partner} read it as it is now", sharing.offer))
    return [*answers, (TAKE_BACK, sharing.take_back)]
