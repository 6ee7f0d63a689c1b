"""After saving the page of a hard evening: it is kept, and nothing is asked."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry
from journal.domain.marks import Line
from journal.services.session import Session
from journal.ui.asides import named, paragraph
from journal.ui.page import Page
from journal.ui.reader import Text
from journal.ui.saved import ONLY_YOU


class SavedEveningPage(Page):
    """What was saved, and who can read it. That is all."""

    FOOTER: ClassVar = ("saved.done",)

    def __init__(self, session: Session, entry: Entry) -> None:
        super().__init__()
        self._session, self._entry = session, entry

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)

    def on_mount(self) -> None:
        """Say that it is saved, and who can read it."""
        self.trail = named(self._session.me, self._session.people)
        self.say(ONLY_YOU)

    def action_done(self) -> None:
        """Go back."""
        self.host.back()
        below = self.app.screen
        if isinstance(below, Page):
            below.look_again()

    def _drawn(self, width: int) -> Sequence[Line]:
        return paragraph(self._entry.words, width)
