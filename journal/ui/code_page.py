"""The recovery code, shown once, to be copied on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError
from journal.ui import errands
from journal.ui.asides import Said
from journal.ui.fields import LineField
from journal.ui.page import Page, Words

if TYPE_CHECKING:
    from journal.services.session import Session
    from journal.ui.app import JournalApp
    from journal.ui.house import House

HEADING = "Your recovery code."
ON_PAPER = (
    "Write this on paper and keep it away from this computer. It is shown once. "
    "Whoever finds the paper can open this journal."
)
TYPE_IT = "Type the first or the last group from the paper"
COST = (
    "Without it, nobody can open your private entries if the passphrase is lost. "
    "Esc again goes on without it."
)
AS_BEFORE = "Nothing is changed yet. Esc again goes back, and leaves it so."
GROUPS_IN_A_ROW = 3


class CodePage(Page):
    """Shows the code; a group typed back from paper lets it open the journal.

    Args:
        house: lets the person in afterwards, at the beginning.
        session: the journal.
        code: the code, made already.
        done: called at the end instead, for a code made later.
        sheet: asks where to write a page to print, and says what came of it.
    """

    BARE: ClassVar = True
    ALLOW_SELECT: ClassVar = False
    STEPS_ASIDE: ClassVar = False
    FOOTER: ClassVar = ("first.go-on", "choice.skip")
    ALSO: ClassVar = ("code.sheet",)
    DEFAULT_CSS = """
    CodePage #code { max-width: 69; padding-bottom: 2; }
    CodePage.-narrow #code { padding-bottom: 1; }
    CodePage #label { color: $muted; }
    """

    def __init__(
        self,
        house: "House | None",
        session: "Session",
        *,
        code: str | None = None,
        done: Callable[[], object] | None = None,
        sheet: Callable[[str, Callable[[str], object]], object] | None = None,
    ) -> None:
        from journal.services import recovery  # noqa: PLC0415 - here since unlocking

        super().__init__()
        self._house, self._session = house, session
        self._code = code or recovery.new_code(session)
        self._done, self._sheet = done, sheet
        self._has_said_cost = False

    @override
    def get_selected_text(self) -> str | None:
        # A code that was copied would stay where other programs can read it.
        return None

    @override
    def body(self) -> ComposeResult:
        yield Words(self._shown(), id="code")
        yield Words(TYPE_IT, id="label")
        yield LineField(max_length=50)
        yield Said()

    def on_mount(self) -> None:
        """Say what this is."""
        self.trail = (Span("Lean-to", Tone.BOLD),)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the code if the paper says the same."""
        from journal.services import recovery  # noqa: PLC0415 - here since unlocking

        event.stop()
        # What is typed from here on is no longer a group of the paper.
        typed, event.input.value = event.value, ""
        errands.run(
            self,
            lambda: recovery.keep_code(self._session, self._code, typed=typed),
            lambda _: self._kept(),
            trouble=self._refuse,
            session=self._session,
        )

    def action_go_on(self) -> None:
        """Keep the code; the field answers Enter itself."""

    @override
    def footer(self) -> tuple[str, ...]:
        sheet = ("code.sheet",) if self._sheet is not None else ()
        return (*self.FOOTER, *sheet)

    def action_sheet(self) -> None:
        """Ask where to write a page to print."""
        if self._sheet is not None:
            self._sheet(self._code, self.query_one(Said).tell)

    def action_skip(self) -> None:
        """Say what it costs to go without; the second time, go."""
        if self._has_said_cost:
            self._go_on()
            return
        self._has_said_cost = True
        self.query_one(Said).tell(COST if self._done is None else AS_BEFORE)

    def _kept(self) -> None:
        if self.query_one(LineField).value:
            # Letters that are still coming are no keys of Today.
            cast("JournalApp", self.app).let_typing_end()
        self._go_on()

    def _go_on(self) -> None:
        self._code = ""
        if self._done is not None:
            self._done()
        elif self._house is not None:
            self._house.let_in(self._session)

    def _refuse(self, trouble: JournalError) -> None:
        self.query_one(LineField).value = ""
        self.query_one(Said).tell(trouble.say)

    def _shown(self) -> list[Line]:
        heading: Line = (Span(HEADING, Tone.BOLD),)
        rows = rows_of(self._code)
        return [heading, (), *rows, (), (Span(ON_PAPER, Tone.INK),)]


def rows_of(code: str) -> list[Line]:
    """Return a code as it is shown to be copied: a few groups in a row."""
    groups = code.split("-")
    starts = range(0, len(groups), GROUPS_IN_A_ROW)
    rows = ("   ".join(groups[at : at + GROUPS_IN_A_ROW]) for at in starts)
    return [(Span(f"  {row}", Tone.BOLD),) for row in rows]
