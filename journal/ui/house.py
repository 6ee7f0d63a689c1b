"""The journals of one home: which one is unlocked, and the pages it is seen through.

Importing this is cheap. What opens and reads journals is imported where it is first
needed, in a worker where possible, so that the first page is shown before it.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from journal.errors import JournalError, Notice
from journal.ui import errands
from journal.ui.app import EVENING, LEAVES_WITHIN, JournalApp
from journal.ui.days import day_words
from journal.ui.page import Page
from journal.ui.patience import Patience
from journal.ui.theme import DEFAULT

if TYPE_CHECKING:
    from journal.services.conditions import Conditions
    from journal.services.opening import Door
    from journal.services.session import Session
    from journal.ui.together import Table

FOR_TWO = "Together is for two."
NOT_MET = "Together is for two who have met."
DOOR, HOME, TOGETHER = "door", "today", "together"
LOCKS_AFTER = 3


def _nothing() -> None:
    """Keep nothing."""


class Demo(Protocol):
    """A made-up couple, as far as the screens need it."""

    @property
    def people(self) -> Sequence[tuple[str, str]]:
        """The names, each with its passphrase."""


class House:
    """Puts the program together over one home, and holds what is unlocked.

    Args:
        home: the folder of the vaults.
        conditions: the time, chance, and the cost of a guess.
        demo: a made-up couple, whose passphrases are shown.
        theme: paper, lamp, terminal or no-colour.
        end: ends the process with a code, at once.
        patience: how long to wait after passphrases that did not open.
    """

    def __init__(  # noqa: PLR0913 - how a house is put together
        self,
        home: Path,
        *,
        conditions: "Conditions",
        demo: Demo | None = None,
        theme: str = DEFAULT,
        end: Callable[[int], object] = os._exit,
        patience: Patience | None = None,
    ) -> None:
        self.home = home
        self.patience = patience or Patience()
        self.conditions = conditions
        self.demo = demo
        self.session: Session | None = None
        places: dict[str, Callable[[], Page]] = {
            DOOR: self._door,
            HOME: self._today,
            "mine": self._mine,
            "us": self._us,
            "prompts": self._prompts,
            TOGETHER: self._together,
            "export": self._export,
            "settings": self._settings,
            EVENING: self._evening,
        }
        self._other: Session | None = None
        self._table: Table | None = None
        self.app = JournalApp(
            places,
            start=DOOR,
            home=HOME,
            why_not=self._why_not,
            drop_session=self.drop,
            locks_after=self.locks_after,
            theme=theme,
            end=end,
        )

    # What the pages before unlocking ask.

    def doors(self) -> "tuple[Door, ...]":
        """Return the journals that are here; for a worker."""
        from journal.services import opening  # noqa: PLC0415 - after the first page

        return opening.doors(self.home)

    def hold(self, session: "Session") -> None:
        """Be unlocked, and stay on the page that is shown."""
        self.session = self.app.session = session
        day = session.today()
        self.app.aside = f"{session.me.name} · {day_words(day, day)}"

    def let_in(self, session: "Session", *, asks: bool = True) -> None:
        """Be unlocked, show the first page, and read the journal behind it.

        Without `asks` the first page puts no question.
        """
        self.hold(session)
        self.app.go_to_start(asks=asks)
        self.app.call_after_refresh(self.read, session)

    def sit(self, other: "Session") -> None:
        """Let the partner's journal be open too, and show what the two share.

        Until both are locked there is no way to what is one person's own.
        """
        from journal.services import together  # noqa: PLC0415 - when it is asked for
        from journal.ui.together import Table  # noqa: PLC0415 - as above

        first = self._open()
        self._other = other
        self._table = Table(lambda: together.sit_down(first, other))
        self.app.home, self.app.aside = TOGETHER, ""
        self.app.go_to_start()

    def drop(
        self, keep: Callable[[], object] = _nothing, within: float = LEAVES_WITHIN
    ) -> None:
        """Keep something, forget the keys and close the vault; both, where two sit.

        It returns after some seconds even if another is still at work in there.
        """
        open_now = self.session, self._other
        self.session = self._other = None
        if self._table is not None:
            self._table.is_locked = True
        self._table, self.app.home = None, HOME
        sessions = [one for one in open_now if one is not None]
        if not sessions:
            keep()
            return
        from journal.services import shutting  # noqa: PLC0415 - nothing opens before

        shutting.shut(sessions, keep, within)

    def locks_after(self) -> int:
        """Return the minutes without a key after which to lock.

        Where two sit together, those of whoever wants it sooner.
        """
        here = (one for one in (self.session, self._other) if one is not None)
        chosen = (one.preferences for one in here)
        return min(
            (one.locks_after if one else LOCKS_AFTER for one in chosen),
            default=LOCKS_AFTER,
        )

    def read(self, session: "Session") -> None:
        """Read the whole journal, then exchange, and let the open pages look again."""

        def work() -> None:
            from journal.services import exchanging, loading  # noqa: PLC0415 - a worker

            loading.load(session)
            trouble = exchanging.exchange(session).trouble
            if trouble is not None:
                session.troubles.append(Notice(trouble))

        def say(trouble: JournalError) -> None:
            session.troubles.append(trouble)
            self.look_again()

        errands.run(
            self.app,
            work,
            lambda _: self.look_again(),
            trouble=say,
            session=session,
        )

    def look_again(self) -> None:
        """Let every open page show what may have changed."""
        for page in self.app.screen_stack:
            if isinstance(page, Page):
                page.look_again()

    # The pages of the places. They bring the services with them.

    def _door(self) -> Page:
        from journal.ui.first_run import FirstRunPage  # noqa: PLC0415
        from journal.ui.unlock import UnlockPage  # noqa: PLC0415

        if self.session is not None:
            return self._us()
        if any(self.home.glob("*.leanto")):
            return UnlockPage(self)
        return FirstRunPage(self)

    def _today(self) -> Page:
        from journal.ui.today import TodayPage  # noqa: PLC0415 - with the services

        return TodayPage(self._open())

    def _mine(self) -> Page:
        from journal.ui.my_journal import MyJournalPage  # noqa: PLC0415 - as above

        return MyJournalPage(self._open())

    def _us(self) -> Page:
        from journal.ui.us import UsPage  # noqa: PLC0415 - as above

        return UsPage(self._open())

    def _prompts(self) -> Page:
        from journal.ui.prompts import PromptsPage  # noqa: PLC0415 - as above

        return PromptsPage(self._open())

    def _export(self) -> Page:
        from journal.ui.export import ExportPage  # noqa: PLC0415 - as above

        return ExportPage(self._open())

    def _settings(self) -> Page:
        from journal.ui.settings import SettingsPage  # noqa: PLC0415 - as above

        return SettingsPage(self._open(), self.patience)

    def _evening(self) -> Page:
        from journal.services import evenings  # noqa: PLC0415 - as above
        from journal.ui.write import WritePage  # noqa: PLC0415 - as above

        session = self._open()
        errands.run(
            self.app,
            lambda: evenings.begin(session),
            lambda _: None,
            trouble=session.note,
            session=session,
        )
        return WritePage(session, evenings.page(session))

    def _together(self) -> Page:
        from journal.ui.together import TogetherPage  # noqa: PLC0415 - as above
        from journal.ui.together_door import TogetherDoorPage  # noqa: PLC0415

        if self._table is not None:
            return TogetherPage(self._table)
        return TogetherDoorPage(self, self._open())

    def _why_not(self, place: str) -> str:
        session = self.session
        if place != TOGETHER or session is None:
            return ""
        from journal.services.preferences import reader  # noqa: PLC0415 - as above

        if session.partner is None:
            return NOT_MET
        return "" if reader(session) is not None else FOR_TWO

    def _open(self) -> "Session":
        if self.session is None or self._table is not None:
            # The program asks for a place only while one person's is unlocked.
            raise RuntimeError
        return self.session
