"""Which moments are shown: a few words to choose from, one of each kind."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.attachment import Role, SupportFunction
from journal.domain.marks import Line, Span, Tone
from journal.domain.people import Person, names_of
from journal.domain.shared_view import EVERYTHING, Chosen
from journal.domain.wording import month_heading, role_words
from journal.services import asking
from journal.services.session import Session
from journal.ui.lines import Lines
from journal.ui.working import WorkingPage

ALL = "everything"
CHOSEN = "only these"
_FUNCTIONS = {
    SupportFunction.SAFE_HAVEN: "something was hard",
    SupportFunction.SECURE_BASE: "something was possible",
}
_THREE_MONTHS, _A_YEAR = 3, 12


class _Choice(NamedTuple):
    """A line to choose; `parts` names the fields of `Chosen` that it sets."""

    words: str
    sets: Chosen
    parts: tuple[str, ...]

    def is_in(self, chosen: Chosen) -> bool:
        return all(getattr(chosen, p) == getattr(self.sets, p) for p in self.parts)

    def toggled(self, chosen: Chosen) -> Chosen:
        source = EVERYTHING if self.is_in(chosen) else self.sets
        return replace(chosen, **{p: getattr(source, p) for p in self.parts})


def chosen_words(
    chosen: Chosen, people: Iterable[Person], *, mine: bool = False
) -> str:
    """Return what was chosen in words, such as "Ana reached · something was hard"."""
    said = []
    if chosen.role is not None:
        said.append(_role_said(chosen, people, mine=mine))
    if chosen.function is not None:
        said.append(_FUNCTIONS[chosen.function])
    if chosen.theme is not None:
        said += [t.title for t in asking.library().themes if t.id == chosen.theme]
    if chosen.since is not None:
        said.append(f"since {_since_said(chosen.since)}")
    return " · ".join(said) or ALL


def _role_said(chosen: Chosen, people: Iterable[Person], *, mine: bool) -> str:
    said = role_words(chosen.role, first_person=mine)
    name = names_of(people).get(chosen.who) if chosen.who else None
    return said if mine or name is None else f"{name} {said}"


def _since_said(day: date) -> str:
    return month_heading(day, 0)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class _Ticks(Lines):
    """A list in which space chooses, as Enter does."""

    BINDINGS: ClassVar = []

    @override
    def action_on(self) -> None:
        self.action_open()


class WhichPage(WorkingPage[Chosen]):
    """A small page of choices.

    Args:
        session: the journal.
        chosen: what is chosen now.
        choose: told at once of every change.
        mine: my own moments alone, said in the first person.
    """

    FOOTER: ClassVar = ("choice.choose", "page.back")
    ALSO: ClassVar = ("us.which",)

    def __init__(
        self,
        session: Session,
        chosen: Chosen,
        choose: Callable[[Chosen], object],
        *,
        mine: bool = False,
    ) -> None:
        super().__init__(session)
        self.chosen = chosen
        self._choose = choose
        self._mine = mine
        self._groups = [group for group in self._made() if group]
        self._choices = [choice for group in self._groups for choice in group]
        self._firsts = {group[0].words for group in self._groups[1:]}

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
        choice = self._choices[event.index]
        self.chosen = choice.toggled(self.chosen) if choice.parts else EVERYTHING
        self._choose(self.chosen)
        event.lines.show(len(self._choices), selected=event.index)

    def action_which(self) -> None:
        """Go back by the key that led here."""
        self.action_back()

    def _made(self) -> Iterable[list[_Choice]]:
        yield [_Choice(ALL, EVERYTHING, ())]
        people = [self.session.me] if self._mine else self.session.people
        yield [
            _Choice(
                _role_said(chosen, people, mine=self._mine), chosen, ("role", "who")
            )
            for role in (Role.CARE_SEEKER, Role.CAREGIVER)
            for person in people
            for chosen in (Chosen(role=role, who=person.id),)
        ]
        yield [
            _Choice(words, Chosen(function=function), ("function",))
            for function, words in _FUNCTIONS.items()
        ]
        yield [
            _Choice(theme.title, Chosen(theme=theme.id), ("theme",))
            for theme in asking.library().themes
        ]
        today = self.session.today()
        spans = {"the last three months": _THREE_MONTHS, "the last year": _A_YEAR}
        yield [
            _Choice(words, Chosen(since=months_before(today, months)), ("since",))
            for words, months in spans.items()
        ]

    def _drawn(self, index: int, width: int) -> Sequence[Line]:
        choice = self._choices[index]
        if choice.parts:
            said = CHOSEN if choice.is_in(self.chosen) else ""
        else:
            said = "shown" if self.chosen == EVERYTHING else ""
        gap = " " * max(2, min(width, 36) - cell_len(choice.words) - cell_len(said))
        return [(Span(choice.words, Tone.INK), Span(gap + said, Tone.MUTED))]

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        return [()] if self._choices[index].words in self._firsts else []
