"""Which moments are shown, chosen by who reached, what it was about, and when."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from journal.domain.attachment import Role, SupportFunction
from journal.domain.people import Person, names_of
from journal.domain.shared_view import EVERYTHING, Chosen
from journal.domain.wording import month_heading, role_words
from journal.services import shipped
from journal.services.session import Session
from journal.ui.ticks import ALL, Tick, TicksPage

FUNCTION_WORDS = {
    SupportFunction.SAFE_HAVEN: "something was hard",
    SupportFunction.SECURE_BASE: "something was possible",
}
_THREE_MONTHS, _A_YEAR = 3, 12


def chosen_words(
    chosen: Chosen, people: Iterable[Person], *, mine: bool = False
) -> str:
    """Return what was chosen in words, such as "Ana reached · something was hard"."""
    said = []
    if chosen.role is not None:
        said.append(_role_said(chosen, people, mine=mine))
    if chosen.function is not None:
        said.append(FUNCTION_WORDS[chosen.function])
    if chosen.theme is not None:
        said += [t.title for t in shipped.library().themes if t.id == chosen.theme]
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


class WhichPage(TicksPage[Chosen]):
    """Chooses among moments.

    Args:
        session: the journal.
        chosen: what is chosen now.
        choose: told at once of every change.
        mine: my own moments alone, said in the first person.
    """

    def __init__(
        self,
        session: Session,
        chosen: Chosen,
        choose: Callable[[Chosen], object],
        *,
        mine: bool = False,
    ) -> None:
        groups = _groups(session, mine=mine)
        super().__init__(session, chosen, EVERYTHING, groups, choose)


def _groups(session: Session, *, mine: bool) -> Iterator[list[Tick[Chosen]]]:
    people = [session.me] if mine else session.people
    yield [
        Tick(_role_said(chosen, people, mine=mine), chosen, ("role", "who"))
        for role in (Role.CARE_SEEKER, Role.CAREGIVER)
        for person in people
        for chosen in (Chosen(role=role, who=person.id),)
    ]
    yield [
        Tick(words, Chosen(function=function), ("function",))
        for function, words in FUNCTION_WORDS.items()
    ]
    yield [
        Tick(theme.title, Chosen(theme=theme.id), ("theme",))
        for theme in shipped.library().themes
    ]
    today = session.today()
    spans = {"the last three months": _THREE_MONTHS, "the last year": _A_YEAR}
    yield [
        Tick(words, Chosen(since=months_before(today, months)), ("since",))
        for words, months in spans.items()
    ]
