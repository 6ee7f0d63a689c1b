"""Making a book of a year, from Export: of which year, as what, and where to."""

from functools import partial
from typing import Any

from journal.services import binding, handing
from journal.services.binding import Binding
from journal.services.handing import Handed
from journal.ui.choice import Answer, choice_of
from journal.ui.giving_out import IT_IS_AT, ask_place
from journal.ui.hidden_lines import TellPage
from journal.ui.working import WorkingPage

BOOK, BOOK_MEANS = (
    "A book of a year",
    "The moments of Us, both sides, in the order of the days: to print and to keep.",
)
WHICH_YEAR, AS_WHAT = "Of which year?", "As what?"
_BINDINGS = {
    Binding.HTML: "one page for a browser, which prints it",
    Binding.PDF: "a PDF, of the size of a book",
}


def ask_year(page: WorkingPage[Any]) -> None:
    """Ask of which year, where there are several, and then as what and where to."""
    page.work(partial(binding.years, page.session), partial(_found, page))


def _found(page: WorkingPage[Any], years: tuple[int, ...]) -> None:
    if len(years) < 2:  # noqa: PLR2004 - one, or none
        _ask_as_what(page, *(years or (page.session.today().year,)))
        return
    answers: list[Answer] = [
        (str(year), partial(_ask_as_what, page, year)) for year in years
    ]
    page.host.open_page(choice_of(WHICH_YEAR, answers, trail=page.trail))


def _ask_as_what(page: WorkingPage[Any], year: int) -> None:
    partner = page.session.partner
    notes = (binding.BOTH_IN_IT.format(name=partner.name),) if partner else ()
    answers: list[Answer] = [
        (said, partial(_ask_place, page, year, form))
        for form, said in _BINDINGS.items()
    ]
    page.host.open_page(choice_of(AS_WHAT, answers, notes=notes, trail=page.trail))


def _ask_place(page: WorkingPage[Any], year: int, form: Binding) -> None:
    def make(named: str) -> Handed:
        path = binding.place_for(page.session, named, year, form)
        return binding.bind(page.session, year, path, form)

    ask_place(page, lambda named: page.work(partial(make, named), partial(_made, page)))


def _made(page: WorkingPage[Any], handed: Handed) -> None:
    unshown = handed.unshown
    said = (handing.UNSHOWN.format(named=unshown),) if unshown else ()
    page.host.open_page(TellPage((IT_IS_AT, str(handed.path), *said)))
