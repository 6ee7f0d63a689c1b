"""Before a pack leaves: what to ask and to know; then as what, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Tone
from journal.services import handing, packing
from journal.services.handing import Format, Handed
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.services.support import HEADING, PARAGRAPHS
from journal.ui.asides import paragraph, paragraphs
from journal.ui.choice import Answer, choice_of
from journal.ui.giving_out import IT_IS_AT, ask_place
from journal.ui.hidden_lines import TellPage
from journal.ui.packing_words import step_heading
from journal.ui.reader import Text
from journal.ui.working import WorkingPage

STEP = "before it leaves"
AS_WHAT, WHICH_PAPER = "As what?", "On which paper?"
PAPERS = {"A4": "a4", "Letter": "us-letter"}
HINT = (
    "A name is made that says nothing of what it is, such as {name}. Nothing that is "
    "there is written over."
)


@dataclass(frozen=True, slots=True)
class _As:
    """As what the file is made."""

    form: Format
    is_locked: bool = False
    paper: str = "a4"


WAYS = {
    "a page for any browser, to read and to print": _As(Format.HTML),
    "a PDF": _As(Format.PDF),
    "a PDF that opens with a password, for sending": _As(Format.PDF, is_locked=True),
    "Markdown": _As(Format.MARKDOWN),
    "plain text": _As(Format.TEXT),
}
"""In words, every way to make it; the first needs nothing that is not here."""


class BeforePage(WorkingPage[Bench]):
    """One screen to read before the file: secrets, fear, courts and e-mail."""

    FOOTER: ClassVar = ("pack.open", "page.back")
    ALSO: ClassVar = ("pack.format",)

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def read(self) -> Bench:
        now = packing.bench(self.session, self.whose)
        # What cannot be made yet is said here, and not after three more questions.
        packing.finished(self.session, self.whose, now.digest)
        return now

    @override
    def show(self) -> None:
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        self.query_one(Text).focus()

    def _drawn(self, width: int) -> Sequence[Line]:
        lines = paragraph(handing.SECRETS, width, Tone.BOLD)
        lines += [(), *paragraph(HEADING, width, Tone.BOLD)]
        lines += paragraphs((*PARAGRAPHS, handing.ALONE_FIRST), width)
        return [*lines, (), *paragraph(handing.ORDINARY, width)]

    # What the keys do.

    def action_open(self) -> None:
        """Go on."""
        self.action_format()

    def action_format(self) -> None:
        """Ask as what it is made."""
        if self.seen is None:
            return
        answers: list[Answer] = [
            (words, partial(self._ask_paper, as_what))
            for words, as_what in WAYS.items()
        ]
        self.host.open_page(choice_of(AS_WHAT, answers, trail=self.trail))

    def _ask_paper(self, as_what: _As) -> None:
        if as_what.form is not Format.PDF:
            self._ask_where(as_what)
            return
        answers: list[Answer] = [
            (words, partial(self._ask_where, replace(as_what, paper=paper)))
            for words, paper in PAPERS.items()
        ]
        self.host.open_page(choice_of(WHICH_PAPER, answers, trail=self.trail))

    def _ask_where(self, as_what: _As) -> None:
        name = handing.name_for(self.session, self.whose)
        hint = HINT.format(name=name)
        ask_place(self, partial(self._make, as_what), hint=hint)

    def _make(self, as_what: _As, place: str) -> None:
        if self.seen is None:
            return
        session, whose, digest = self.session, self.whose, self.seen.digest

        def make() -> Handed:
            path = handing.place_for(session, place, as_what.form, whose=whose)
            return handing.hand_over(
                session,
                whose,
                digest,
                path,
                as_what.form,
                paper=as_what.paper,
                is_locked=as_what.is_locked,
            )

        self.work(make, self._made)

    def _made(self, handed: Handed) -> None:
        said = [IT_IS_AT, str(handed.path)]
        if handed.password is not None:
            said += [handing.OPENS_WITH, handed.password]
        if handed.unshown:
            said.append(handing.UNSHOWN.format(named=handed.unshown))
        self.host.open_page(TellPage((*said, handing.AFTERWARDS)))
