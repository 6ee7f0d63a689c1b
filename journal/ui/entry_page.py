"""One page of my own, whole, as it is and as it was."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry, EntryId
from journal.domain.marks import Line
from journal.services import answering, reading, sealing, writing
from journal.services.session import Session
from journal.ui.days import day_words
from journal.ui.deleting import OwnPage
from journal.ui.letter_page import ask_for_letter
from journal.ui.offering import is_offered, seal_key
from journal.ui.pages_list import entry_whole
from journal.ui.reader import Text
from journal.ui.sealed import SEALED, mine_waits
from journal.ui.working import trail

READS_EARLIER = "{partner} reads an earlier version of this page."
THAT_DAY_HAS_BEEN = "That day has been. If you like, what you went on to: F3."


def tellings(session: Session, entry: EntryId) -> tuple[Entry, ...]:
    """Return the versions of a page that differ in their words, the first one first."""
    told: list[Entry] = []
    for version in writing.versions(session, entry):
        if told and told[-1].words == version.words:
            told[-1] = version
        else:
            told.append(version)
    return tuple(told)


class EntryPage(OwnPage[tuple[Entry, ...]]):
    """Reads one entry; `enter` shows the version before the one that is shown."""

    FOOTER: ClassVar = ("mine.edit", "mine.offer", "mine.delete", "page.back")
    ALSO: ClassVar = (
        "mine.more",
        "mine.seal",
        "mine.add",
        "mine.earlier",
        "mine.letter",
    )

    def __init__(self, session: Session, entry: EntryId) -> None:
        super().__init__(session)
        self._entry = entry
        self._told: tuple[Entry, ...] = ()
        self._at = 0

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def entry_at(self) -> EntryId | None:
        return self._entry if self._told else None

    @override
    def footer(self) -> tuple[str, ...]:
        if not self._told:
            return ("page.back",)
        if self._at < len(self._told) - 1:
            return (*self._earlier(), "page.back")
        # With an earlier version there is one key more than the footer holds.
        earlier = self._earlier()
        last = earlier or ("mine.delete",)
        offer = self.offer_key(self._entry)
        return ("mine.edit", "mine.more", *offer, *last, "page.back")

    @override
    def keys_shown(self) -> tuple[str, ...]:
        is_newest = bool(self._told) and self._at == len(self._told) - 1
        seal = seal_key(self.session, self._entry)
        more = ("mine.delete", "mine.add", *seal, "mine.letter") if is_newest else ()
        return tuple(dict.fromkeys((*self.footer(), *more)))

    @override
    def read(self) -> tuple[Entry, ...]:
        return tellings(self.session, self._entry)

    @override
    def show(self) -> None:
        self._told = self.seen or ()
        self._at = len(self._told) - 1
        self._show()

    @override
    def deleted(self) -> None:
        if self.app.screen is self:
            self.host.back()

    @override
    def action_back(self) -> None:
        if self._told and self._at < len(self._told) - 1:
            self._at = len(self._told) - 1
            self._show()
        else:
            super().action_back()

    def action_earlier(self) -> None:
        """Show the page as it was before it was edited."""
        if self._at > 0:
            self._at -= 1
            self._show()

    def action_letter(self) -> None:
        """Write the page as a letter, for whoever has its code on paper."""
        if self._told and self._at == len(self._told) - 1:
            ask_for_letter(self, self._entry)

    def _show(self) -> None:
        text = self.query_one(Text)
        text.show()
        text.focus()
        if self._told:
            day, today = self._told[-1].day, self.session.today()
            self.trail = trail("My journal", day, today)
            self.aside = day_words(day, today)
        self.draw_bars()

    def _earlier(self) -> tuple[str, ...]:
        return ("mine.earlier",) if self._at > 0 else ()

    def _drawn(self, width: int) -> Sequence[Line]:
        if not self._told:
            return ()
        return drawn_entry(self, self._told, self._at, width)


def drawn_entry(
    page: OwnPage[Any], told: Sequence[Entry], at: int, width: int
) -> list[Line]:
    """Return a version of a page whole, with what there is to say about it."""
    return entry_whole(
        told[at],
        _state(page, told, at),
        width=width,
        marks=page.marks,
        today=page.session.today(),
        below=_below(page, told, at),
    )


def _state(page: OwnPage[Any], told: Sequence[Entry], at: int) -> Iterator[str]:
    if at < len(told) - 1:
        yield "as it was before it was edited"
    else:
        yield state_of(page, told[at].id)


def state_of(page: OwnPage[Any], entry: EntryId) -> str:
    """Return who may read a page, in a word."""
    if sealing.of_mine(page.session, entry) is not None:
        return SEALED
    return "offered" if is_offered(page.session, entry) else "private"


def _below(page: OwnPage[Any], told: Sequence[Entry], at: int) -> Iterator[str]:
    today = page.session.today()
    if at > 0:
        written = told[at].written_at.astimezone(page.session.conditions.clock().tzinfo)
        yield f"Edited {day_words(written.date(), today)}"
    newest = at == len(told) - 1
    entry = told[at]
    if newest and entry.ahead and not entry.returned_to and entry.day < today:
        yield THAT_DAY_HAS_BEEN
    if newest and sealing.of_mine(page.session, entry.id) is not None:
        yield from mine_waits(
            page.partners_name,
            is_side=entry.prompt is None,
            is_changed=answering.is_changed_since_sealed(page.session, entry.id),
            is_answered=answering.answers_theirs(page.session, entry.id),
        )
    if newest and reading.is_changed_since_offered(page.session, told[at].id):
        yield READS_EARLIER.format(partner=page.partners_name)
