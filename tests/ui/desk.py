"""Someone at the pages of a pack for counselling, for tests of what is done there."""

from collections.abc import Callable
from datetime import date
from typing import Self

from journal.domain.entries import EntryId
from journal.services.packing import Whose
from journal.services.session import Session
from journal.ui.export import ExportPage
from journal.ui.page import Page
from tests.ui.conftest import footer_row, screen_text
from tests.ui.couple import (
    HARD,
    REACHED,
    THERE,
    Pair,
    offered,
    page_of,
    press,
    program,
    settled,
    until,
)

MINE, OURS = Whose.MINE, Whose.OURS
CALL, LATE = "The call about Dad", "The late train"
WORDS = "I rang my sister Ines on 14 November and stood by the sink. Ines was kind."


def two_moments(pair: Pair) -> EntryId:
    """Let both tell of a call, and Ben alone of a train; return Ana's telling."""
    call = offered(
        pair.ana,
        WORDS,
        title=CALL,
        day=date(2026, 11, 20),
        role=REACHED,
        function=HARD,
    )
    pair.exchange()
    offered(
        pair.ben,
        "You went quiet, so I put the kettle on.",
        day=date(2026, 11, 20),
        role=THERE,
        function=HARD,
        moment=call.moment,
    )
    offered(pair.ben, "My other coat.", title=LATE, day=date(2026, 10, 11))
    pair.exchange()
    return call.id


class At:
    """Someone at a page over their open journal, in a window of a size."""

    def __init__(
        self,
        session: Session,
        page: Page | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self.session, self._size = session, size
        self._page = page or ExportPage(session)
        self.app = program(session)

    async def __aenter__(self) -> Self:
        self._running = self.app.run_test(size=self._size)
        self._pilot = await self._running.__aenter__()
        self.app.open_page(self._page)
        await settled(self._pilot)
        return self

    async def __aexit__(self, *how: object) -> None:
        await self._running.__aexit__(None, None, None)

    async def press(self, *keys: str) -> str:
        await press(self._pilot, *keys)
        return self.text

    async def look_again(self) -> str:
        """Show what has changed outside, as when something comes."""
        page_of(self.app).look_again()
        await settled(self._pilot)
        return self.text

    async def until(self, holds: Callable[[], bool]) -> None:
        await until(self._pilot, holds)

    def shows(self, kind: type[object]) -> bool:
        return type(self.app.screen) is kind

    @property
    def screen(self) -> str:
        return screen_text(self.app)

    @property
    def text(self) -> str:
        shown = self.screen.replace(self.app.marks.here, "")
        return " ".join(shown.replace("│", " ").split())

    @property
    def footer(self) -> str:
        return footer_row(self.app)
