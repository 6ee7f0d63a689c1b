"""What is asked to name a stretch of time: its name, its days, and if it is hard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from journal.domain.bonds import Season
from journal.domain.marks import Line
from journal.errors import NotPossible
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.days import day_meant
from journal.ui.page import Host

NAME = "What would you call it?"
NAME_HINT = "Such as: the winter of Dad."
FIRST = "When did it begin?"
DAY_HINT = "Such as September, 1 September, 2026-09-01, or Sunday."
LAST = "When did it end?"
LAST_HINT = f"{DAY_HINT} Empty if it goes on."
HARD = "Is it a hard time?"
NOT_HARD, IS_HARD = "no more than others", "yes, a hard time"
WHILE_HARD = (
    "While a hard one goes on, questions about good news rest for both of you, and its "
    "days do not come back until you let them."
)
NO_NAME = "A season needs a name."
NO_DAY = "It needs a first day."
BACKWARDS = "It ends on the day it begins or after."

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What was answered: a name for a stretch of time; `id` where it is a change."""

    name: str = field(repr=False)
    first: date = field(repr=False)
    last: date | None = field(default=None, repr=False)
    is_hard: bool = field(default=False, repr=False)
    id: str | None = None


class Asked:
    """Asks one thing at a time; Esc at any of them ends it, and nothing is said.

    Args:
        host: the program.
        today: the day it is; a season has begun.
        said: given what was meant, at the end.
        before: the season as it stands, where it is to be changed.
        trail: the left of the header.
    """

    def __init__(
        self,
        host: Host,
        today: date,
        said: Callable[[Meant], object],
        *,
        before: Season | None = None,
        trail: Line = (),
    ) -> None:
        self._host, self._today, self._said = host, today, said
        self._before, self._trail = before, trail

    def ask(self) -> None:
        """Begin with the name."""
        value = self._before.name if self._before else ""
        self._line(NAME, NAME_HINT, value, _name, self._ask_first)

    def _ask_first(self, name: str) -> None:
        value = self._before.first.isoformat() if self._before else ""
        self._line(FIRST, DAY_HINT, value, self._first, partial(self._ask_last, name))

    def _ask_last(self, name: str, first: date) -> None:
        last = self._before.last if self._before else None
        self._line(
            LAST,
            LAST_HINT,
            last.isoformat() if last else "",
            partial(self._last, first),
            partial(self._ask_hard, name, first),
        )

    def _ask_hard(self, name: str, first: date, last: date | None) -> None:
        def choose(choice: int) -> None:
            id_ = self._before.id if self._before else None
            said = Meant(
                name=name, first=first, last=last, is_hard=bool(choice), id=id_
            )
            self._said(said)

        was_hard = self._before is not None and self._before.is_hard
        page = ChoicePage(
            HARD,
            (NOT_HARD, IS_HARD),
            choose,
            notes=(WHILE_HARD,),
            at=int(was_hard),
            trail=self._trail,
        )
        self._host.open_page(page)

    def _line(
        self,
        question: str,
        hint: str,
        value: str,
        read: Callable[[str], Result],
        then: Callable[[Result], object],
    ) -> None:
        def done(typed: str | None) -> None:
            if typed is not None:
                then(read(typed))

        page = LinePage(
            question, done, hint=hint, value=value, check=read, trail=self._trail
        )
        self._host.open_page(page)

    def _first(self, typed: str) -> date:
        meant = day_meant(typed, self._today)
        if meant is None:
            raise NotPossible(NO_DAY)
        return meant.day

    def _last(self, first: date, typed: str) -> date | None:
        meant = day_meant(typed, self._today, may_come=True, since=first)
        if meant is not None and meant.day < first:
            raise NotPossible(BACKWARDS)
        return meant.day if meant else None


def _name(typed: str) -> str:
    if not typed.strip():
        raise NotPossible(NO_NAME)
    return typed.strip()
