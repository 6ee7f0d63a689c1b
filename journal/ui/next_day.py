"""The day after a hard evening: what becomes of its page, asked once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from journal.domain.entries import Entry, EntryId
from journal.domain.text import first_words
from journal.services import evenings, writing
from journal.services.preferences import reader
from journal.services.session import Session
from journal.services.writing import Draft
from journal.ui.choice import Answer, ChoicePage, choice_of
from journal.ui.days import day_words
from journal.ui.page import Host

KEEP, SOFTEN, LINK = "keep it as it is", "soften it", "link it to coming back together"
OFFER = "offer it"
KEPT = "It stays as it is, and yours alone."
HOW_WE_CAME_BACK = "write about how we came back together"
WHICH = "Which page comes back to it?"
SEES_ONLY = "{partner} sees of this only what you have offered."
LINKED = "The one comes back to the other now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What may be done: a sentence told, and each of the ways from there."""

    told: Callable[[str], object]
    soften: Callable[[], object]
    offer: Callable[[], object]
    write: Callable[[Draft], object]
    link: Callable[[EntryId], object]


def ask_what_becomes(host: Host, session: Session, page: Entry, ways: Ways) -> None:
    """Ask what becomes of a page; the first answer, and Esc, change nothing."""
    choices: list[Answer] = [
        (KEEP, partial(ways.told, KEPT)),
        (SOFTEN, ways.soften),
        (LINK, partial(_ask_which, host, session, page, ways)),
    ]
    if reader(session) is not None:
        choices.insert(2, (OFFER, ways.offer))
    host.open_page(choice_of(_named(page), choices, skipped=partial(ways.told, "")))


def _ask_which(host: Host, session: Session, page: Entry, ways: Ways) -> None:
    partner = session.partner
    later = evenings.written_since(session, page)
    today = session.today()
    titles = [f"{_named(one)} · {day_words(one.day, today)}" for one in later]

    def choose(index: int) -> None:
        if index:
            ways.link(later[index - 1].id)
        else:
            ways.write(writing.new_draft(session, repairs=page.id))

    host.open_page(
        ChoicePage(
            WHICH,
            [HOW_WE_CAME_BACK, *titles],
            choose,
            notes=(SEES_ONLY.format(partner=partner.name),) if partner else (),
            skipped=partial(ways.told, ""),
        )
    )


def _named(entry: Entry) -> str:
    return entry.title or first_words(entry.words)
