"""The way to Together: the other person opens their own journal beside the first."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Span, Tone
from journal.errors import CannotOpen, JournalError
from journal.services import together
from journal.services.opening import Door
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import Said
from journal.ui.fields import LineField
from journal.ui.page import Page, Words
from journal.ui.patience import ONE_MOMENT

if TYPE_CHECKING:
    from journal.ui.house import House

WHAT_IT_IS = (
    "Together, you see what either of you has offered, and nothing else. Leaving it "
    "locks both journals."
)
YOUR_OWN = "Your own passphrase. Nobody else sees it."
TAKES = "Opening takes about a second."
OPENING = "Opening."


class TogetherDoorPage(Page):
    """Asks the partner, by name, for their own passphrase."""

    BARE: ClassVar = True
    STEPS_ASIDE: ClassVar = False
    FOOTER: ClassVar = ("unlock.open", "page.back")
    DEFAULT_CSS = """
    TogetherDoorPage #name { padding: 1 3 1 0; }
    TogetherDoorPage #label { color: $muted; }
    TogetherDoorPage #what { max-width: 69; }
    """

    def __init__(self, house: "House", session: Session) -> None:
        super().__init__()
        self._house, self._session = house, session
        self._door: Door | None = None
        self._is_opening = False

    @override
    def body(self) -> ComposeResult:
        partner = self._session.partner
        name = partner.name if partner else ""
        yield Words(WHAT_IT_IS, id="what")
        yield Words([(Span(name, Tone.BOLD),)], id="name")
        yield Words(YOUR_OWN, id="label")
        yield LineField(password=True, max_length=500)
        yield Said()

    def on_mount(self) -> None:
        """Find the partner's journal."""
        self.trail = (Span("Together", Tone.MUTED),)
        self._say(TAKES)
        errands.run(
            self,
            lambda: together.other_door(self._session),
            self._know,
            trouble=self._refuse,
            session=self._session,
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the partner's journal with what was typed, and forget what was typed."""
        event.stop()
        door, session = self._door, self._session
        if door is not None and self._house.patience.left(door.path):
            self._say(ONE_MOMENT)
            return
        typed, event.input.value = event.value, ""
        if self._is_opening or door is None or not typed:
            return
        self._is_opening = True
        self._say(OPENING)
        # Of the program, not of the page: what it opens must be closed by someone.
        errands.run(
            self.app,
            lambda: together.open_other(session, door, typed),
            self._sit,
            trouble=self._refuse_guess,
        )

    def action_open(self) -> None:
        """Open the journal; the field answers Enter itself."""

    def _know(self, door: Door) -> None:
        self._door = door

    def _sit(self, other: Session) -> None:
        self._house.patience.opened(other.vault.path)
        if self.is_attached and self.app.screen is self:
            # Letters that are still coming are no keys of the next page.
            self._house.app.let_typing_end()
            self._house.sit(other)
        else:
            # Left, locked, or Support was opened meanwhile: it does not stay open.
            other.close()

    def _refuse_guess(self, trouble: JournalError) -> None:
        if isinstance(trouble, CannotOpen) and self._door is not None:
            self._house.patience.refused(self._door.path)
        self._refuse(trouble)

    def _refuse(self, trouble: JournalError) -> None:
        if self.is_attached:
            self._is_opening = False
            self._say(trouble.say)

    def _say(self, words: str) -> None:
        demo = self._house.demo
        shown = [f"{name}: {secret}" for name, secret in demo.people] if demo else []
        self.query_one(Said).tell(words, *(["", *shown] if shown else []))
