"""Which ones are shown: a few words to choose from, at most one of each kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.services.session import Session
from journal.ui.lines import Lines
from journal.ui.working import WorkingPage

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ALL = "everything"
CHOSEN = "only these"
_MEASURE = 36

Chosen = TypeVar("Chosen", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Tick(Generic[Chosen]):
    """A line to choose; `parts` names the fields of what is chosen that it sets."""

    words: str
    sets: Chosen
    parts: tuple[str, ...]

    def is_in(self, chosen: Chosen) -> bool:
        """Is this chosen?"""
        return all(getattr(chosen, p) == getattr(self.sets, p) for p in self.parts)

    def toggled(self, chosen: Chosen, everything: Chosen) -> Chosen:
        """Return what is chosen after this was chosen, or let go."""
        source = everything if self.is_in(chosen) else self.sets
        return replace(chosen, **{p: getattr(source, p) for p in self.parts})


class _Ticks(Lines):
    """A list in which space chooses, as Enter does."""

    BINDINGS: ClassVar = []

    @override
    def action_on(self) -> None:
        self.action_open()


class TicksPage(WorkingPage[Chosen]):
    """A small page of choices; the first one is everything.

    Args:
        session: the journal.
        chosen: what is chosen now.
        everything: what is chosen while nothing is.
        groups: the choices, those of one kind together.
        choose: told at once of every change.
    """

    FOOTER: ClassVar = ("choice.choose", "page.back")
    ALSO: ClassVar = ("us.which",)

    def __init__(
        self,
        session: Session,
        chosen: Chosen,
        everything: Chosen,
        groups: Iterable[Sequence[Tick[Chosen]]],
        choose: Callable[[Chosen], object],
    ) -> None:
        super().__init__(session)
        self.chosen = chosen
        self._everything = everything
        self._choose = choose
        kinds = [kind for kind in groups if kind]
        all_of_them = Tick(ALL, everything, ())
        self._choices = [all_of_them, *(choice for kind in kinds for choice in kind)]
        self._firsts = {kind[0].words for kind in kinds}

    @override
    def inside(self) -> ComposeResult:
        yield _Ticks(len(self._choices), self._drawn, heading=self._above)

    @override
    def read(self) -> Chosen:
        return self.chosen

    @override
    def show(self) -> None:
        self.trail = (Span("Which ones", Tone.BOLD),)
        self.query_one(Lines).focus()

    def on_lines_opened(self, event: Lines.Opened) -> None:
        """Choose what the mark is at, or let it go."""
        choice, everything = self._choices[event.index], self._everything
        is_all = not choice.parts
        self.chosen = everything if is_all else choice.toggled(self.chosen, everything)
        self._choose(self.chosen)
        event.lines.show(len(self._choices), selected=event.index)

    def action_which(self) -> None:
        """Go back by the key that led here."""
        self.action_back()

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        choice = self._choices[index]
        if choice.parts:
            said = CHOSEN if choice.is_in(self.chosen) else ""
        else:
            said = "shown" if self.chosen == self._everything else ""
        room = min(width, _MEASURE) - cell_len(choice.words) - cell_len(said)
        gap = " " * max(2, room)
        return [(Span(choice.words, Tone.INK), Span(gap + said, Tone.MUTED))]

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        return [()] if self._choices[index].words in self._firsts else []
