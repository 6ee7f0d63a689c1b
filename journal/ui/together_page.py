"""What every page of two people at one screen has, and what none of them has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.people import Person
from journal.errors import JournalError
from journal.services.together import Sitting
from journal.ui import errands
from journal.ui.asides import Said, named
from journal.ui.keymap import KEYS, SUPPORT
from journal.ui.page import Page, Words
from journal.ui.together_sheets import Sheets


class Table:
    """Where the two sit, until both journals are locked.

    Args:
        sit_down: carries everything both ways and returns what they may see; slow.
    """

    def __init__(self, sit_down: Callable[[], Sitting]) -> None:
        self.sit_down = sit_down
        self.is_locked = False


class SharedPage(Page):
    """A page for two: no place, no date, nothing of one person's, one key to end it."""

    BARE: ClassVar = True
    STEPS_ASIDE: ClassVar = False
    # A page gives the focus itself, once there is something to move in.
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    SharedPage Words { padding: 0; }
    SharedPage #middle { align-horizontal: center; }
    SharedPage.-tall #middle { padding-top: 3; }
    SharedPage #turn {
        text-align: center; padding: 1 4 0 0; display: none;
    }
    SharedPage.-narrow #turn { padding: 1 2 0 0; }
    SharedPage.-turn #turn { display: block; }
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

    @override
    def footer_right(self) -> tuple[str, ...]:
        # In a narrow window no more than one key is at the left.
        return (KEYS.id, SUPPORT.id)

    def action_close(self) -> None:
        """Lock both; nothing is asked."""
        self.host.lock()

    def work(self, toil: Callable[[], object], then: Callable[[], object]) -> None:
        """Do something slow in a thread, then something on this page."""
        errands.run(
            self,
            toil,
            lambda _: then(),
            trouble=self._say_trouble,
            session=self.table,
        )

    def fail(self) -> None:
        """Do what is to be done when something slow has not come about."""

    def _say_trouble(self, trouble: JournalError) -> None:
        self.fail()
        self.query_one(Said).tell(trouble.say)


Turn = tuple[Line, ...]
"""What is said at the foot: a sentence or two, on one line where there is room."""


class LargePage(SharedPage):
    """One text, large and alone, and at the foot whose turn it is."""

    DEFAULT_CSS = """
    LargePage Sheets { width: 51; }
    LargePage.-wide Sheets { width: 59; }
    LargePage.-narrow Sheets { width: 1fr; }
    """

    def __init__(self, table: Table, sitting: Sitting) -> None:
        super().__init__(table)
        self.sitting = sitting
        self._title = ""
        self._said: Turn = ()

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="middle"):
            yield Sheets()
        yield Said()
        yield Words(id="turn")

    @property
    def sheets(self) -> Sheets:
        """The text."""
        return self.query_one(Sheets)

    def say_title(self, title: str = "") -> None:
        """Say at the top what this is about, and who is here."""
        self._title = " ".join(title.split())
        # In a narrow window the names come first: the title has been shown large.
        is_said = self._title and not self.narrow
        words = f"Together · {self._title}" if is_said else "Together"
        self.trail = (Span(words, Tone.MUTED),)
        self.aside = both(self.sitting.people)

    def say_turn(self, turn: Turn) -> None:
        """Say at the foot whose turn it is."""
        self._said = turn
        space: Line = (Span(" ", Tone.INK),)
        lines = list(turn)
        if lines and not self.narrow:
            lines = [sum((space + line for line in turn[1:]), turn[0])]
        self.query_one("#turn", Words).say(lines)
        self.set_class(bool(turn), "-turn")

    @override
    def reshape(self) -> None:
        self.say_title(self._title)
        self.say_turn(self._said)

    def by(self, person: Person, *after: Span) -> Line:
        """Return a person's name in their hue, and what follows it."""
        return named(person, self.sitting.people, *after)

    def other(self, person: Person) -> Person:
        """Return the one of the two who is not this one."""
        return next(one for one in self.sitting.people if one != person)

    def turn_of(self, reader: Person, does: str) -> Turn:
        """Return whose turn it is to do something, and that the other listens."""
        listener = self.other(reader)
        return (
            self.by(reader, Span(f" {does}.", Tone.INK)),
            self.by(listener, Span(" listens, then says it back.", Tone.INK)),
        )

    def heard(self, reader: Person) -> Turn:
        """Return the question to the one who spoke; it has no yes and no no."""
        listener = self.by(self.other(reader), Span(" hear it?", Tone.INK))
        return ((*self.by(reader, Span(", did ", Tone.INK)), *listener),)


@dataclass(frozen=True, slots=True)
class Step:
    """One text: what stands above it, and what is said at the foot, one by one."""

    words: str
    head: Line = ()
    turns: tuple[Turn, ...] = ((),)
    title: str = ""
    shown: Callable[[], object] | None = None


class StepsPage(LargePage):
    """Texts one after another, each sheet by sheet and turn by turn."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "together.on",
        "together.turn",
        "together.close",
    )

    def __init__(self, table: Table, sitting: Sitting) -> None:
        super().__init__(table, sitting)
        self._steps: Sequence[Step] = ()
        self._at = 0
        self._turn = 0

    @override
    def footer(self) -> tuple[str, ...]:
        if not self._is_first:
            return self.FOOTER
        back = {"together.turn": "together.before"}
        return tuple(back.get(key, key) for key in self.FOOTER)

    @property
    def _is_first(self) -> bool:
        return not (self._at or self._turn) and self.sheets.is_at_start

    def steps(self) -> Sequence[Step]:
        """Return the texts."""
        raise NotImplementedError

    def ended(self) -> None:
        """Go on after the last text."""
        self.host.back()

    def on_mount(self) -> None:
        """Show the first text."""
        self.begin()

    def begin(self) -> None:
        """Show the first text."""
        self._steps = self.steps()
        self._go_to(0)

    def action_on(self) -> None:
        """Go on: to the next sheet, turn, or text."""
        self._go_on()
        self.draw_bars()

    def _go_on(self) -> None:
        turns = self._steps[self._at].turns
        if self.sheets.turn(1):
            return
        if self._turn + 1 < len(turns):
            self._turn += 1
            self.say_turn(turns[self._turn])
        elif self._at + 1 < len(self._steps):
            self._go_to(self._at + 1)
        else:
            self.ended()

    def action_turn(self, key: str) -> None:
        """Go on, or back: to the turn, the sheet or the text before."""
        if key == "right":
            self._go_on()
        else:
            self._go_back()
        self.draw_bars()

    def _go_back(self) -> None:
        if self._turn:
            self._turn -= 1
            self.say_turn(self._steps[self._at].turns[self._turn])
        elif self.sheets.turn(-1):
            return
        elif self._at:
            self._go_to(self._at - 1)
        else:
            self.host.back()

    def _go_to(self, number: int) -> None:
        self._at, self._turn = number, 0
        step = self._steps[number]
        self.say_title(step.title)
        self.sheets.show(step.head, step.words)
        self.say_turn(step.turns[0])
        if step.shown is not None:
            self.work(step.shown, lambda: None)


def both(people: Sequence[Person]) -> str:
    """Return the names of the two."""
    return " and ".join(person.name for person in people)
