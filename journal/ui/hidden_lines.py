"""Asks for words that are hidden as they are typed, and says what came of it."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import CannotOpen, CodeDoesNotOpen, JournalError
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import Said, paragraphs
from journal.ui.fields import LineField
from journal.ui.page import Page, Words
from journal.ui.patience import ONE_MOMENT, Patience
from journal.ui.reader import Text

TAKES = "This takes a few seconds."
LONGEST = 500

Result = TypeVar("Result")


class HiddenLinesPage(Page, Generic[Result]):
    """A few lines to fill, then something that may take a while.

    Args:
        session: the journal.
        heading: what it is about, in bold.
        labels: what each line is for.
        do: is given the lines, in a thread.
        then: is given what came of it, after the page has gone.
        patience: how long to wait after a passphrase that did not open it.
        notes: sentences under the heading.
        hidden: whether the lines show dots.
    """

    BARE: ClassVar = True
    FOOTER: ClassVar = ("first.go-on", "choice.skip")
    DEFAULT_CSS = """
    HiddenLinesPage #body { overflow-y: auto; scrollbar-size-vertical: 1;
        scrollbar-color: $rule; scrollbar-background: $paper; }
    HiddenLinesPage #heading { padding-bottom: 1; max-width: 69; }
    HiddenLinesPage .label { color: $muted; max-width: 69; }
    HiddenLinesPage LineField.-code { width: 46; }
    """

    def __init__(  # noqa: PLR0913 - one form, by name
        self,
        session: Session,
        heading: str,
        labels: Sequence[str],
        do: Callable[..., Result],
        then: Callable[[Result], object],
        *,
        patience: Patience,
        notes: Sequence[str] = (),
        hidden: bool = True,
    ) -> None:
        super().__init__()
        self._session, self._heading, self._labels = session, heading, labels
        self._do, self._then, self._patience = do, then, patience
        self._notes, self._hidden = notes, hidden
        self._is_doing = False
        # Before the line itself sees the key: what is typed right behind it must
        # fall into the next line.
        self._bindings.bind("enter,tab", "next_line", show=False, priority=True)

    @override
    def body(self) -> ComposeResult:
        yield Words(id="heading")
        for label in self._labels:
            yield Words(label, classes="label")
            yield LineField(
                password=self._hidden,
                max_length=LONGEST,
                classes=None if self._hidden else "-code",
            )
        yield Said()

    def on_mount(self) -> None:
        """Say what this is."""
        self.trail = (Span("Settings", Tone.MUTED),)
        self._fields[0].focus()

    @override
    def reshape(self) -> None:
        width = max(20, self.app.size.width - 9)
        heading: Line = (Span(self._heading, Tone.BOLD),)
        notes = paragraphs(self._notes, width)
        between: list[Line] = [()] if notes else []
        self.query_one("#heading", Words).say([heading, *between, *notes])

    @property
    def _fields(self) -> list[LineField]:
        return list(self.query(LineField))

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_line":
            return self.focused in self._fields[:-1]
        return super().check_action(action, parameters)

    def action_next_line(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the last line, go on."""
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """Do it with what was typed, and forget what was typed."""
        if self._is_doing:
            return
        if self._patience.left(self._session.vault.path):
            self._tell(ONE_MOMENT)
            return
        typed = [field.value for field in self._fields]
        for field in self._fields:
            field.value = ""
        if not all(typed):
            self._fields[0].focus()
            return
        self._is_doing = True
        self._tell(TAKES)
        # Without the session: what is done may lock it, and is to be said all the same.
        errands.run(self, lambda: self._do(*typed), self._done, trouble=self._refuse)

    def action_skip(self) -> None:
        """Leave it as it is."""
        if not self._is_doing:
            self.host.back()

    def _done(self, result: Result) -> None:
        self._patience.opened(self._session.vault.path)
        if self.app.screen is self:
            self.host.back()
        self._then(result)

    def _refuse(self, trouble: JournalError) -> None:
        self._is_doing = False
        is_guess = isinstance(trouble, CannotOpen)
        if is_guess and not isinstance(trouble, CodeDoesNotOpen):
            self._patience.refused(self._session.vault.path)
        self._tell(trouble.say)
        self._fields[0].focus()

    def _tell(self, *sentences: str) -> None:
        said = self.query_one(Said)
        said.tell(*sentences)
        said.scroll_visible(animate=False)


class TellPage(Page):
    """Says how something ended; Enter and Esc take it away."""

    BARE: ClassVar = True
    FOOTER: ClassVar = ("tell.done", "page.back")

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self._sentences = sentences

    @override
    def body(self) -> ComposeResult:
        yield Text(lambda width: paragraphs(self._sentences, width))

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = (Span("Lean-to", Tone.BOLD),)

    def action_done(self) -> None:
        """Go back."""
        self.action_back()
