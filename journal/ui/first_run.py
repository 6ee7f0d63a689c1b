"""Beginning a journal: a name, a passphrase, and the plain words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.errors import JournalError, PassphraseTooShort
from journal.services.plain_words import PLAIN_WORDS
from journal.ui import errands
from journal.ui.asides import Said, paragraphs
from journal.ui.code_page import CodePage
from journal.ui.fields import LineField
from journal.ui.page import Page, Words
from journal.ui.reader import Text

if TYPE_CHECKING:
    from journal.services.opening import Door
    from journal.services.session import Session
    from journal.ui.house import House

HEADING = "A private journal for two."
ALONE = (
    "You can begin alone. Nobody is told that you have begun, and nothing here waits "
    "for anyone else."
)
NAME = "What should we call you here?"
NAME_IS_SEEN = "It is shown before the journal is opened, and may be anything."
CHOOSE = "Passphrase: at least ten characters.\nFour or five unrelated words are best."
AGAIN = "The same again"
NO_RESET = "Nobody can reset it. Next you may make a recovery code to keep on paper."
NO_NAME = "A journal needs a name to open it by."
NOT_THE_SAME = "The two were not the same. Nothing was made."
TAKEN = "That name is taken here. Nothing was made."
LOOK_AROUND = (
    "To look around first, leave with ctrl+q and start Lean-to with the word demo."
)
BEFORE = "Before you begin, in plain words."
MAKING = "Making it takes about a second."
SHORTEST = 10


class FirstRunPage(Page):
    """Asks for a name and a passphrase; nothing is made before the plain words."""

    BARE: ClassVar = True
    FOOTER: ClassVar = ("first.go-on", "first.suggest", "first.look-around")
    ALSO: ClassVar = ("page.back",)
    DEFAULT_CSS = """
    FirstRunPage #body { overflow-y: auto; scrollbar-size-vertical: 1;
        scrollbar-color: $rule; scrollbar-background: $paper; }
    FirstRunPage #heading { padding-bottom: 1; max-width: 69; }
    FirstRunPage #foot { margin-top: 0; }
    FirstRunPage .label { color: $muted; }
    """

    def __init__(self, house: "House") -> None:
        super().__init__()
        self._house = house
        self._is_looking = False
        # Before the line itself sees the key: what is typed right behind it, by a
        # quick hand or a password manager, must fall into the next line.
        self._bindings.bind("enter,tab", "next_line", show=False, priority=True)

    @override
    def body(self) -> ComposeResult:
        yield Words(id="heading")
        yield Words(NAME, classes="label")
        yield LineField(max_length=40, id="name")
        yield Words(CHOOSE, classes="label")
        yield LineField(password=True, max_length=500, id="first")
        yield Words(AGAIN, classes="label")
        yield LineField(password=True, max_length=500, id="second")
        yield Said()

    def on_mount(self) -> None:
        """Say what this is, and what a passphrase is for."""
        self.trail = (Span("Lean-to", Tone.BOLD),)
        heading: list[Line] = [
            (Span(HEADING, Tone.BOLD),),
            (),
            (Span(ALONE, Tone.INK),),
        ]
        self.query_one("#heading", Words).say(heading)
        self.tell(NO_RESET)
        self.query_one("#name").focus()

    @override
    def reshape(self) -> None:
        heading = self.query_one("#heading", Words)
        heading.set_class(self.narrow, "-tight")

    def tell(self, *sentences: str) -> None:
        """Say something under the lines."""
        said = self.query_one(Said)
        said.tell(*sentences)
        said.scroll_visible(animate=False)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_line":
            here = self.focused
            return here is not None and here.id in {"name", "first"}
        return super().check_action(action, parameters)

    def action_next_line(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the last line, go on."""
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """Take the passphrase out of the lines; see whether the name is free."""
        if self._is_looking:
            return
        name = self.query_one("#name", LineField).value.strip()
        first, second = self._take("first"), self._take("second")
        said = _refused(name, first, second)
        if said is not None:
            self.tell(said)
            self.query_one("#first" if name else "#name").focus()
            return
        self._is_looking = True
        errands.run(
            self,
            self._house.doors,
            lambda doors: self._know(doors, name, first),
            trouble=self._fail,
        )

    def _know(self, doors: "tuple[Door, ...]", name: str, passphrase: str) -> None:
        self._is_looking = False
        if self.app.screen is not self:
            return
        if any(door.label.casefold() == name.casefold() for door in doors):
            # Only the name has to be typed again.
            for field in ("first", "second"):
                self.query_one(f"#{field}", LineField).value = passphrase
            self.tell(TAKEN)
            self.query_one("#name").focus()
            return
        self.tell(NO_RESET)
        self.query_one("#first").focus()
        self.host.open_page(PlainWordsPage(self._house, self, name, passphrase))

    def _fail(self, trouble: JournalError) -> None:
        self._is_looking = False
        self.tell(trouble.say)

    def action_suggest(self) -> None:
        """Show six words to choose from."""

        def six() -> str:
            from journal.services import opening  # noqa: PLC0415 - in the worker

            return opening.six_words(self._house.conditions)

        errands.run(
            self,
            six,
            lambda words: self.tell(f"Six words would be: {words}", NO_RESET),
            trouble=lambda trouble: self.tell(trouble.say),
        )

    def action_look_around(self) -> None:
        """Say how to see a journal without beginning one."""
        self.tell(LOOK_AROUND)

    @override
    def action_back(self) -> None:
        self._take("first")
        self._take("second")
        self.host.back()

    def _take(self, field: str) -> str:
        line = self.query_one(f"#{field}", LineField)
        typed, line.value = line.value, ""
        return typed


class PlainWordsPage(Page):
    """What the journal protects from and what it cannot; Enter makes the journal."""

    BARE: ClassVar = True
    FOOTER: ClassVar = ("first.go-on", "page.back")

    def __init__(
        self, house: "House", form: FirstRunPage, name: str, passphrase: str
    ) -> None:
        super().__init__()
        self._house, self._form = house, form
        self._label, self._passphrase = name, passphrase

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)
        yield Said()

    def on_mount(self) -> None:
        """Say what this is."""
        self.trail = (Span("Lean-to", Tone.BOLD),)

    def action_go_on(self) -> None:
        """Read on to the end; then make the journal.

        The passphrase is forgotten here at once.
        """
        text = self.query_one(Text)
        if not text.is_at_end:
            text.action_on()
            return
        if not self._passphrase:
            return
        name, passphrase = self._label, self._passphrase
        self._passphrase = ""
        self.query_one(Said).tell(MAKING)

        def begin() -> "Session":
            from journal.services import opening  # noqa: PLC0415 - in the worker

            conditions = self._house.conditions
            return opening.begin(
                self._house.home, name, passphrase, conditions=conditions
            )

        errands.run(self.app, begin, self._begun, trouble=self._refuse)

    @override
    def action_back(self) -> None:
        # While it is being made there is nothing to go back to.
        if self._passphrase:
            self._passphrase = ""
            self.host.back()

    def _begun(self, session: "Session") -> None:
        self._house.hold(session)
        # With Support open, Today is where Esc leads.
        if self.app.screen is self:
            self.app.switch_screen(CodePage(self._house, session))

    def _refuse(self, trouble: JournalError) -> None:
        if self.app.screen is self:
            self.host.back()
            self._form.tell(trouble.say)

    def _drawn(self, width: int) -> Sequence[Line]:
        heading: Line = (Span(BEFORE, Tone.BOLD),)
        sentences = PLAIN_WORDS.split(". ")
        texts = [one if one.endswith(".") else f"{one}." for one in sentences]
        return [heading, (), *paragraphs(texts, width)]


def _refused(name: str, first: str, second: str) -> str | None:
    if not name:
        return NO_NAME
    if first != second:
        return NOT_THE_SAME
    return PassphraseTooShort.say if len(first) < SHORTEST else None
