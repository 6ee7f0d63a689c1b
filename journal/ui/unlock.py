"""The door: who is writing, and the passphrase. Nothing is open before it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import CannotOpen, Damaged, JournalError
from journal.ui import errands
from journal.ui.asides import Said, marks_of
from journal.ui.fields import LineField
from journal.ui.first_run import FirstRunPage
from journal.ui.page import Page, Words
from journal.ui.patience import ONE_MOMENT

if TYPE_CHECKING:
    from journal.services.opening import Door
    from journal.services.session import Session
    from journal.ui.house import House

TAKES = "Opening takes about a second."
OPENING, NEARLY = "Opening", "Opening. Nearly."
NEARLY_AFTER = 0.6
BY_CODE = "The code from the paper, as it stands there."
IF_GONE = "If it is gone: F3, with the recovery code."
PASSPHRASE, CODE = "Passphrase", "Recovery code"
TIMES_BEFORE_HINT = 3


class UnlockPage(Page):
    """Asks who is writing and for the passphrase, and opens that journal."""

    BARE: ClassVar = True
    FOOTER: ClassVar = (
        "unlock.open",
        "unlock.who",
        "unlock.forgotten",
        "app.leave",
        "unlock.begin",
    )
    ALSO: ClassVar = ("page.back",)
    DEFAULT_CSS = """
    UnlockPage #body { align: center middle; padding: 0 4; }
    UnlockPage.-narrow #body { padding: 0 2; }
    UnlockPage #column { width: 46; max-width: 100%; height: auto; }
    UnlockPage #column Words { width: 100%; padding: 0; }
    UnlockPage #column #who { padding-bottom: 2; }
    UnlockPage #column Said { padding-top: 0; }
    UnlockPage #column .-code { width: 100%; }
    """

    def __init__(self, house: "House") -> None:
        super().__init__()
        self._house = house
        self._doors: tuple[Door, ...] = ()
        self._at = 0
        self._times_refused = 0
        self._by_code = False
        self._is_opening = False
        self._is_looking = True
        self._waits_for_doors = False
        self._asks = True
        self._rest: Timer | None = None

    @override
    def ask_nothing(self) -> None:
        self._asks = False

    @property
    @override
    def is_untouched(self) -> bool:
        is_busy = self._by_code or self._is_opening
        return not is_busy and not self.query_one(LineField).value

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Words(id="who")
            yield Words(PASSPHRASE, id="label")
            yield LineField(password=True, max_length=500)
            yield Said()

    def on_mount(self) -> None:
        """Find out whose journals are here."""
        self._draw()
        self.query_one("#label").styles.color = self.app.theme_variables["muted"]
        self._say(TAKES)
        errands.run(self, self._house.doors, self._know, trouble=self._fail)

    @override
    def footer(self) -> tuple[str, ...]:
        whose = ("unlock.who",) if len(self._doors) > 1 else ()
        if self._by_code:
            return ("unlock.open", *whose, "page.back", "app.leave")
        return ("unlock.open", *whose, "unlock.forgotten", "app.leave", "unlock.begin")

    # What the keys do.

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the journal with what was typed, and forget what was typed."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the journal of the chosen person."""
        if self._is_opening:
            return
        if not self._doors:
            self._waits_for_doors = self._is_looking
            return
        if self._rests():
            return
        field = self.query_one(LineField)
        typed, field.value = field.value, ""
        if not typed:
            self._say(TAKES)
            return
        self._is_opening = True
        self._say(OPENING)
        self.set_timer(NEARLY_AFTER, self._say_nearly)
        door, by_code = self._doors[self._at], self._by_code

        def open_it() -> "Session":
            from journal.services import opening  # noqa: PLC0415 - in the worker

            way = opening.unlock_by_code if by_code else opening.unlock
            return way(door, typed, conditions=self._house.conditions)

        # Of the program, not of the page: what it opens must be closed by someone.
        errands.run(self.app, open_it, self._let_in, trouble=self._refuse)

    def _rests(self) -> bool:
        """Wait a little after what did not open it; then it goes on by itself."""
        left = self._house.patience.left(self._doors[self._at].path)
        self._stop_resting()
        if self._by_code or left <= 0:
            return False
        self._rest = self.set_timer(left, self.action_open)
        self._say(ONE_MOMENT)
        return True

    def action_who(self, key: str) -> None:
        """Choose the next or the one before."""
        if self._doors and not self._is_opening:
            self._at = (self._at + (1 if key == "down" else -1)) % len(self._doors)
            self._times_refused = 0
            self._stop_resting()
            self._draw()

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
            self._say(TAKES)

    def action_forgotten(self) -> None:
        """Ask for the recovery code instead, or for the passphrase again."""
        if not self._is_opening:
            self._ask(by_code=not self._by_code)

    @override
    def action_back(self) -> None:
        if self._by_code and not self._is_opening:
            self._ask(by_code=False)

    def action_begin(self) -> None:
        """Let another person begin a journal here."""
        if not self._is_opening:
            self.query_one(LineField).value = ""
            self.host.open_page(FirstRunPage(self._house))

    # What comes of it.

    def _know(self, doors: "tuple[Door, ...]") -> None:
        self._is_looking = False
        self._doors = doors
        self._draw()
        if not doors:
            self._say(Damaged.say)
        elif self._waits_for_doors:
            self.action_open()

    def _let_in(self, session: "Session") -> None:
        self._house.patience.opened(session.vault.path)
        if self.is_attached and self.app.screen is self:
            if self.query_one(LineField).value:
                # Letters that are still coming are no keys of Today.
                self._house.app.let_typing_end()
            self._house.let_in(session, asks=self._asks)
            if session.came_by_code:
                self._house.app.call_later(self._ask_for_new, session)
        else:
            # Support was opened meanwhile, or another is here: nothing stays open.
            session.close()

    def _ask_for_new(self, session: "Session") -> None:
        """Let someone who came in by the code choose a new passphrase; Esc does not."""
        from journal.ui.lock_settings import LockSettings  # noqa: PLC0415 - as above

        today = self._house.app.screen
        if isinstance(today, Page) and not session.is_locked:
            LockSettings(today, session, self._house.patience).set_new()

    def _refuse(self, trouble: JournalError) -> None:
        if not self.is_attached:
            return
        self._is_opening = False
        self._asks = self._asks and not isinstance(trouble, CannotOpen)
        if not isinstance(trouble, CannotOpen) or self._by_code:
            self._say(trouble.say)
            return
        self._times_refused += 1
        self._house.patience.refused(self._doors[self._at].path)
        often = self._times_refused >= TIMES_BEFORE_HINT
        self._say(trouble.say, *([IF_GONE] if often else []))

    def _fail(self, trouble: JournalError) -> None:
        self._is_looking = False
        self._say(trouble.say)

    def _say_nearly(self) -> None:
        if self._is_opening:
            self._say(NEARLY)

    def _say(self, *sentences: str) -> None:
        demo = self._house.demo
        shown = [f"{name}: {words}" for name, words in demo.people] if demo else []
        self.query_one(Said).tell(*sentences, *(["", *shown] if shown else []))

    def _ask(self, *, by_code: bool) -> None:
        self._stop_resting()
        self._by_code = by_code
        field = self.query_one(LineField)
        field.value, field.password = "", not by_code
        field.set_class(by_code, "-code")
        self.query_one("#label", Words).say(CODE if by_code else PASSPHRASE)
        self._say(BY_CODE if by_code else TAKES)
        self.draw_bars()

    def _draw(self) -> None:
        self.query_one("#who", Words).say(self._who())
        self.draw_bars()

    def _who(self) -> Sequence[Line]:
        lines: list[Line] = [(Span("Lean-to", Tone.BOLD),), (), ()]
        if len(self._doors) == 1:
            return [*lines, (Span(self._doors[0].label, Tone.INK),)]
        lines += [(Span("Who is writing?", Tone.MUTED),), ()]
        here = marks_of(self.app).here
        for number, door in enumerate(self._doors):
            is_here = number == self._at
            mark = f"{here} " if is_here else "  "
            tone = Tone.BOLD if is_here else Tone.INK
            lines.append((Span(mark, Tone.INK), Span(door.label, tone)))
        return lines
