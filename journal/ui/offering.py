"""Who may read a page: the same careful question wherever it is asked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from journal.domain.entries import EntryId, Visibility
from journal.domain.text import first_words
from journal.services import reading, sharing
from journal.services.exchanging import Exchanged
from journal.services.session import Session
from journal.ui.asides import IN_PERSON, TAKEN_BACK
from journal.ui.choice import ChoicePage
from journal.ui.saved import KEEP_PRIVATE
from journal.ui.working import WorkingPage
from journal.ui.write import prompt_of

LEAVE_IT = "leave it as it is"
TAKE_BACK = "take it back"

Way = Callable[[Session, EntryId], Exchanged]


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
    page: WorkingPage[Any], entry_id: EntryId, say: Callable[[str], object]
) -> None:
    """Ask who may read an entry; the first answer changes nothing.

    Args:
        page: the page it is asked from, on which what follows is done.
        entry_id: an entry of one's own.
        say: told afterwards what was done, unless nothing was.
    """
    session, partner = page.session, page.partners_name
    entry = session.library.own(entry_id)
    answers = _answers(session, entry_id, partner)

    def choose(index: int) -> None:
        way = answers[index][1]
        if way is not None:
            page.work(
                partial(way, session, entry_id),
                lambda done: say(
                    offer_said(done, partner, was_offered=way is sharing.take_back)
                ),
            )

    prompt = prompt_of(session, entry)
    missed = prompt is not None and prompt.theme == "missed"
    choice = ChoicePage(
        entry.title or first_words(entry.words),
        [words for words, _ in answers],
        choose,
        notes=(IN_PERSON,) if missed and not is_offered(session, entry_id) else (),
        trail=page.trail,
    )
    page.host.open_page(choice)


def _answers(
    session: Session, entry: EntryId, partner: str
) -> list[tuple[str, Way | None]]:
    if not is_offered(session, entry):
        return [(KEEP_PRIVATE, None), (f"{partner} can read it", sharing.offer)]
    answers: list[tuple[str, Way | None]] = [(LEAVE_IT, None)]
    is_wish = session.partner is not None and not is_read(session, entry)
    if is_wish or reading.is_changed_since_offered(session, entry):
        answers.append((f"let {partner} read it as it is now", sharing.offer))
    return [*answers, (TAKE_BACK, sharing.take_back)]
