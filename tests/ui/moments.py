"""Someone at the page of one moment, for tests of what is done there."""

from typing import Self

from journal.services.session import Session
from tests.ui.conftest import footer_row, screen_text
from tests.ui.couple import open_moment, press, program, settled

TITLE = "The night the boiler went"


class At:
    """Someone at the page of a moment, in a window of a size."""

    def __init__(
        self, session: Session, size: tuple[int, int] = (80, 24), title: str = TITLE
    ) -> None:
        self.session, self._size, self._title = session, size, title
        self.app = program(session)

    async def __aenter__(self) -> Self:
        self._running = self.app.run_test(size=self._size)
        self._pilot = await self._running.__aenter__()
        self.app.open_page(open_moment(self.session, self._title))
        await settled(self._pilot)
        return self

    async def __aexit__(self, *how: object) -> None:
        await self._running.__aexit__(None, None, None)

    async def press(self, *keys: str) -> str:
        await press(self._pilot, *keys)
        return self.text

    def shows(self, kind: type[object]) -> bool:
        return type(self.app.screen) is kind

    @property
    def text(self) -> str:
        shown = screen_text(self.app).replace(self.app.marks.here, "")
        return " ".join(shown.split())

    @property
    def footer(self) -> str:
        return footer_row(self.app)
