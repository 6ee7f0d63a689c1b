"""What of Settings opens and shuts: the lock, the passphrase, the paper, leaving."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from journal.domain.marks import Span, Tone
from journal.domain.people import Person
from journal.errors import CodeDoesNotOpen, NotPossible
from journal.services import (
    keepsakes,
    leaving,
    passphrases,
    preferences,
    recovery,
)
from journal.services.plain_words import LEAVING
from journal.services.session import Session
from journal.ui import errands
from journal.ui.app import JournalApp
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.code_page import CodePage
from journal.ui.hidden_lines import HiddenLinesPage, TellPage
from journal.ui.kept_page import KeptPage
from journal.ui.page import Page
from journal.ui.patience import Patience

LOCK, PASSPHRASE = "The lock", "Your passphrase"
PAPER, TRY, LEAVE = "Your recovery code", "Try the paper", "Leave"
LOCKS = "Without a key for so long, the journal is locked. What you write is kept."
CHANGES = "Copies made before a change open with the old one still."
THERE_IS, THERE_IS_NONE = "one is on paper", "none"
IF_LOST = (
    "It opens your journal if the passphrase is lost, and to whoever finds the paper."
)
LETTER, FROM_A_PAGE = "A letter to leave", "from a page"
ONE_PAGE = (
    "One page in a sealed file, for whoever has its code on paper. In My journal, "
    "open the page, then F4."
)
TAKES_A_MINUTE = "See whether what is on the paper opens your journal."
ALONE = "Alone and at once, with your own words. Nobody is told."
NOW = "The passphrase you have now"
NEW = "The new one: at least ten characters"
AGAIN = "The new one again"
NOT_THE_SAME = "The two new ones were not the same. Nothing was changed."
YOURS_AGAIN = "Your passphrase, once more"
FROM_PAPER = "The code, as it stands on the paper"
IT_OPENS = "That code opens this journal. Nothing was changed."
OPENS_NOT = "What you typed does not open this journal. Nothing was changed."
NEW_ONE = "If it is what the paper says, make a new code: the paper is of an old one."
CAME_BY_CODE = "The code opened it. Choose a new passphrase, or keep the one you had."
STAY, READ_ON, LEAVE_NOW = "stay", "read on", "leave"
WHERE = "Where should the page be written?"
WHERE_NOTE = (
    "A file name ending in .html, such as ~/sheet.html. Print it, then delete it."
)
SHEET_THERE = "The page is there. Print it, delete it, then type from the paper."
STEPS = (1, 2, 3, 5, 10, 15)


class Row(NamedTuple):
    """One line of Settings: what it says, how it is, what it means and does."""

    says: str
    now: str
    means: str
    opens: Callable[[], None] | None
    change: Callable[[], None]


class LockState(NamedTuple):
    """What of it was read in a thread."""

    has_code: bool
    minutes: int
    kept_with: tuple[Person, ...]


def lock_state(session: Session) -> LockState:
    """Read how it is now."""
    return LockState(
        has_code=recovery.has_code(session),
        minutes=preferences.preferences(session).locks_after,
        kept_with=keepsakes.kept_with(session),
    )


class LockSettings:
    """Makes the rows, and the pages behind them."""

    def __init__(self, page: Page, session: Session, patience: Patience) -> None:
        self._page, self._session, self._patience = page, session, patience

    def rows(self, state: LockState) -> list[Row]:
        """Return the rows, the gravest last."""
        many = "a minute" if state.minutes == 1 else f"{state.minutes} minutes"
        rows = [
            Row(LOCK, f"after {many}", LOCKS, None, partial(self._lock_later, state)),
            Row(PASSPHRASE, "change it", CHANGES, self.change, _nothing),
            Row(
                PAPER,
                THERE_IS if state.has_code else THERE_IS_NONE,
                IF_LOST,
                self.make_code,
                _nothing,
            ),
        ]
        if state.has_code:
            rows.append(Row(TRY, "one minute", TAKES_A_MINUTE, self.drill, _nothing))
        rows.append(Row(LETTER, FROM_A_PAGE, ONE_PAGE, self._to_mine, _nothing))
        for person in state.kept_with:
            says = f"What {person.name} and you told each other"
            open_it = partial(self._open, lambda p=person: KeptPage(self._session, p))  # type: ignore[misc]  # bound for this row
            rows.append(Row(says, "read", "Only you see it.", open_it, _nothing))
        if self._session.partner is not None:
            rows.append(Row(LEAVE, "", ALONE, self.ask_leave, _nothing))
        return rows

    def change(self) -> None:
        """Ask for the old passphrase and a new one."""

        def do(old: str, new: str, again: str) -> tuple[str, ...]:
            _refuse_unlike(new, again)
            return passphrases.change(self._session, old, new)

        self._ask(PASSPHRASE, (NOW, NEW, AGAIN), do, self._tell)

    def set_new(self) -> None:
        """Ask someone who came in by the code for a new passphrase."""

        def do(new: str, again: str) -> tuple[str, ...]:
            _refuse_unlike(new, again)
            return passphrases.set_new(self._session, new)

        self._ask(PASSPHRASE, (NEW, AGAIN), do, self._tell, notes=(CAME_BY_CODE,))

    def make_code(self) -> None:
        """Ask for the passphrase, then show a fresh code."""
        session = self._session

        def show(code: str) -> None:
            def done() -> None:
                page.host.back()
                self._page.look_again()

            page = CodePage(None, session, code=code, done=done, sheet=self._sheet)
            self._page.host.open_page(page)

        self._ask(
            PAPER,
            (YOURS_AGAIN,),
            lambda typed: recovery.new_code_later(session, typed),
            show,
            notes=(IF_LOST,),
        )

    def drill(self) -> None:
        """Ask for the code on the paper, and say whether it opens."""
        session = self._session

        def do(typed: str) -> tuple[str, ...]:
            if not recovery.opens(session, typed):
                raise CodeDoesNotOpen(f"{OPENS_NOT} {NEW_ONE}")
            recovery.let_drill_be(session)
            return (IT_OPENS,)

        self._ask(TRY, (FROM_PAPER,), do, self._tell, hidden=False)

    def ask_leave(self) -> None:
        """Say what leaving means; then ask for the passphrase."""
        if self._page.narrow:
            # So that the answers are never below what can be seen.
            self._ask_leave(
                LEAVING[:1],
                READ_ON,
                lambda: self._ask_leave(LEAVING[1:], LEAVE_NOW, self._leave),
            )
        else:
            self._ask_leave(LEAVING, LEAVE_NOW, self._leave)

    def _ask_leave(
        self, notes: Sequence[str], yes: str, then: Callable[[], object]
    ) -> None:
        page = ChoicePage(
            LEAVE,
            (STAY, yes),
            lambda choice: then() if choice else None,
            notes=notes,
            trail=(Span("Settings", Tone.MUTED),),
        )
        self._page.host.open_page(page)

    def _leave(self) -> None:
        self._ask(
            LEAVE,
            (YOURS_AGAIN,),
            lambda typed: leaving.leave(self._session, typed),
            self._has_left,
        )

    def _has_left(self, said: Sequence[str]) -> None:
        app = self._page.app
        if isinstance(app, JournalApp):
            app.lock()
            app.open_page(TellPage(said))

    def _lock_later(self, state: LockState) -> None:
        later = [one for one in STEPS if one > state.minutes]
        preferences.lock_after(self._session, later[0] if later else STEPS[0])

    def _sheet(self, code: str, told: Callable[[str], object]) -> None:
        def done(typed: str | None) -> None:
            if not typed or not typed.strip():
                return
            target = Path(typed.strip()).expanduser()
            errands.run(
                self._page,
                partial(recovery.write_sheet, self._session, code, target),
                lambda _: told(SHEET_THERE),
                trouble=lambda trouble: told(trouble.say),
                session=self._session,
            )

        self._page.host.open_page(
            LinePage(WHERE, done, hint=WHERE_NOTE, value="~/sheet.html", limit=300)
        )

    def _ask(  # noqa: PLR0913 - one form, by name
        self,
        heading: str,
        labels: Sequence[str],
        do: Callable[..., object],
        then: Callable[..., object],
        *,
        notes: Sequence[str] = (),
        hidden: bool = True,
    ) -> None:
        self._page.host.open_page(
            HiddenLinesPage(
                self._session,
                heading,
                labels,
                do,
                then,
                patience=self._patience,
                notes=notes,
                hidden=hidden,
            )
        )

    def _tell(self, said: Sequence[str]) -> None:
        self._page.host.open_page(TellPage(said))

    def _to_mine(self) -> None:
        self._page.host.go("mine")

    def _open(self, make: Callable[[], Page]) -> None:
        self._page.host.open_page(make())


def _refuse_unlike(new: str, again: str) -> None:
    if new != again:
        raise NotPossible(NOT_THE_SAME)


def _nothing() -> None:
    """Change nothing: a page is opened instead."""
