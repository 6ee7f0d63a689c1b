"""Who may read a page: the same careful question wherever it is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from journal.domain.attachment import Landing
from journal.domain.entries import Entry, EntryId, Visibility
from journal.domain.marks import Line
from journal.domain.text import first_words
from journal.services import answering, asking, reading, sealing, sharing
from journal.services.answering import Met
from journal.services.exchanging import Exchanged
from journal.services.session import Session
from journal.ui.asides import IN_PERSON, TAKEN_BACK
from journal.ui.choice import ChoicePage
from journal.ui.page import Host
from journal.ui.sealed import (
    STANDS,
    before_sealing,
    both_wait,
    seal_until,
    theirs_opens,
)
from journal.ui.tomorrow import send_now_or_tomorrow

KEEP_PRIVATE = "keep it private"
ONCE_MET = "offer it, once the two of you have met"
LEAVE_IT = "leave it as it is"
TAKE_BACK = "take it back"
SEAL_IT = "seal it"
SEAL_TOO = "seal it too"
WISH = "Kept as a wish: once the two of you have met, you will be asked again."
ONLY_YOU = "Taken back. Only you can read it."
SEALED = "Sealed."
OPENED = "Opened. {partner} can read it as it was sealed."
STAYS_SHUT = "Taken back. It was sealed, and stays shut: {partner} cannot open it."

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


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, what it does, and what is said once that is done."""

    words: str
    way: Way | None = None
    said: str = ""


def is_offered(session: Session, entry: EntryId) -> bool:
    """Can the partner read an entry, or will they when it opens or the two have met?"""
    return is_read(session, entry) or entry in session.wishes


def is_read(session: Session, entry: EntryId) -> bool:
    """Can the partner read an entry, as it is or as it was, or once it opens?"""
    return reading.visibility(session, entry) is not Visibility.PRIVATE


def ask_who_reads(
    page: Asks,
    entry_id: EntryId,
    say: Callable[[str], object],
    *,
    after_saving: bool = False,
    passed_by: bool = False,
) -> None:
    """Ask who may read an entry; the first answer changes nothing.

    Where it answers what the partner has sealed, the mark is at letting them read it.

    Args:
        page: the page it is asked from, on which what follows is done.
        entry_id: an entry of one's own.
        say: told afterwards what was done, unless nothing was.
        after_saving: the words stand on the page, and who reads them above it.
        passed_by: it was just said that what was needed passed by.
    """
    session = page.session
    entry = session.library.own(entry_id)
    is_new = not is_offered(session, entry_id)
    met = answering.met(session, prompt=entry.prompt, moment=entry.moment)
    answers = _answers(session, entry, met, after_saving=after_saving)
    prompt = asking.prompt_of(session, entry)
    missed = passed_by or entry.landing is Landing.MISSED
    missed |= prompt is not None and prompt.theme == "missed"
    notes = [IN_PERSON] if is_new and missed else []
    if met is not None and session.partner and (is_new or after_saving):
        notes.append(theirs_opens(session.partner.name, met))
    if answering.is_released(session, entry_id):
        notes.append(STANDS)
    choice = ChoicePage(
        "" if after_saving else entry.title or first_words(entry.words),
        [one.words for one in answers],
        lambda index: _do(page, entry_id, answers[index], say),
        notes=notes,
        at=int(is_new and met is not None and not met.is_answered),
        trail=page.trail,
    )
    page.host.open_page(choice)


def seal_key(session: Session, entry: EntryId) -> tuple[str, ...]:
    """Return the id of the key that seals an entry or asks of a sealed one."""
    if sealing.of_mine(session, entry) is not None:
        return ("mine.sealed",)
    return ("mine.seal",) if answering.can_seal(session, entry) else ()


def ask_to_seal(page: Asks, entry_id: EntryId, say: Callable[[str], object]) -> None:
    """Ask to seal an entry, where it can be; of a sealed one, whether it stays so."""
    session = page.session
    if sealing.of_mine(session, entry_id) is not None:
        ask_who_reads(page, entry_id, say)
    elif answering.can_seal(session, entry_id):
        _do(page, entry_id, Answer(SEAL_IT, sharing.seal, SEALED), say)


def _do(
    page: Asks, entry_id: EntryId, answer: Answer, say: Callable[[str], object]
) -> None:
    way = answer.way
    if way is None:
        return
    go: Callable[[], object] = partial(
        page.work,
        partial(way, page.session, entry_id),
        lambda done: say(done.said_after(answer.said)),
    )
    send = partial(
        send_now_or_tomorrow, page.host, page.session, go, told=say, trail=page.trail
    )
    if way is sharing.seal:
        _tell_before_sealing(page, entry_id, send)
    elif way is sharing.take_back:
        go()
    else:
        send()


def _tell_before_sealing(
    page: Asks, entry_id: EntryId, seal: Callable[[], object]
) -> None:
    """Say what its opening shows and what cannot be changed, and ask once."""
    session = page.session
    if session.partner is None:
        return
    entry = session.library.own(entry_id)
    name = session.partner.name
    met = answering.met(session, prompt=entry.prompt, moment=entry.moment)
    is_answered = met is not None and not met.is_answered
    choice = ChoicePage(
        "",
        (LEAVE_IT, SEAL_IT),
        lambda index: seal() if index else None,
        notes=before_sealing(
            name, is_side=entry.prompt is None, is_answered=is_answered
        ),
        trail=page.trail,
    )
    page.host.open_page(choice)


def _answers(
    session: Session, head: Entry, met: Met | None, *, after_saving: bool
) -> list[Answer]:
    entry, is_side = head.id, head.prompt is None
    if session.partner is None:
        if after_saving or not is_offered(session, entry):
            return [Answer(KEEP_PRIVATE), Answer(ONCE_MET, sharing.offer, WISH)]
        return [Answer(LEAVE_IT), Answer(TAKE_BACK, sharing.take_back, ONLY_YOU)]
    name = session.partner.name
    said = "" if after_saving else f"Offered. {name} can read it."
    if met is not None:
        opens = theirs_opens(name, replace(met, is_answered=True))
        said = f"{said} {opens}".strip()
    if sealing.of_mine(session, entry) is not None:
        return [
            Answer(LEAVE_IT),
            Answer(
                f"open it now for {name}",
                sharing.open_early,
                OPENED.format(partner=name),
            ),
            Answer(TAKE_BACK, sharing.take_back, STAYS_SHUT.format(partner=name)),
        ]
    if after_saving or not is_offered(session, entry):
        answers = [
            Answer(KEEP_PRIVATE),
            Answer(f"{name} can read it", sharing.offer, said),
        ]
        if answering.can_seal(session, entry):
            sealed = "" if after_saving else SEALED
            if met is not None and not met.is_answered:
                sealed = f"{sealed} {both_wait(name)}".strip()
            words = SEAL_TOO if met else seal_until(name, is_side=is_side)
            answers.append(Answer(words, sharing.seal, sealed))
        return answers
    answers = [Answer(LEAVE_IT)]
    if not is_read(session, entry) or reading.is_changed_since_offered(session, entry):
        answers.append(Answer(f"let {name} read it as it is now", sharing.offer, said))
    back = TAKEN_BACK.format(partner=name)
    return [*answers, Answer(TAKE_BACK, sharing.take_back, back)]
