"""Picking what a pack holds: a list by month, and what of it has been brought."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import Entry, EntryId
from journal.domain.marks import Line, Tone
from journal.domain.moments import Moment
from journal.domain.text import first_words
from journal.services import packing, picking
from journal.services.packing import Whose
from journal.services.picking import Choice, Table
from journal.services.session import Session
from journal.ui.adding import STAYS
from journal.ui.asides import paragraph
from journal.ui.choice import Answer, choice_of
from journal.ui.entry_page import EntryPage
from journal.ui.lines import Lines
from journal.ui.moment import MomentPage
from journal.ui.packing_words import step_heading
from journal.ui.page import Words
from journal.ui.pages_list import STATE_CELLS, Row, month_above, row_lines
from journal.ui.working import WorkingPage

PICK = {
    Whose.MINE: "Pick what you would like to bring. Three to five are enough.",
    Whose.OURS: (
        "Pick three to five. One that went well, and one where you came back together."
    ),
}
ONLY_HARD = (
    "One that went well, and one where you came back together, could stand beside "
    "these."
)
STEP = {Whose.MINE: "pages", Whose.OURS: "moments"}
NOTHING_TO_PICK = {
    Whose.MINE: "Nothing here yet. What you write can be picked here.",
    Whose.OURS: "Nothing here yet. What the two of you offer can be picked here.",
}
IN_IT, BY, LEFT_OUT, LOOK_AGAIN = "in it", "by {partner}", "left out", "look again"
READ_IT = "read it"
BRING = {Whose.MINE: "put it into my pack", Whose.OURS: "bring it to our pack"}
TAKE_OUT = {Whose.MINE: "take it out of my pack", Whose.OURS: "no longer bring it"}
LEAVE_MINE_OUT = "leave my side out of our pack"
PUT_MINE_BACK = "let my side be in our pack"
NOT_TOLD = "{partner} is not told."


class _Picked(Lines):
    """A list in which space picks."""

    BINDINGS: ClassVar = []

    def __init__(self, pick: Callable[[], object]) -> None:
        super().__init__()
        self._pick = pick

    @override
    def action_on(self) -> None:
        self._pick()


class PickPage(WorkingPage[Table]):
    """All that could be in a pack, the newest first, each added and taken out at once.

    Of my own pack nothing is said of what was picked.
    """

    FOOTER: ClassVar = ("pack.add", "pack.what", "page.back")
    DEFAULT_CSS = "PickPage #above { padding-bottom: 1; }"

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose
        self._rows: list[Row] = []

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="above")
        yield _Picked(self.action_add)

    @override
    def footer(self) -> tuple[str, ...]:
        return self.FOOTER if self._rows else ("page.back",)

    @override
    def read(self) -> Table:
        return picking.table(self.session, self.whose)

    @override
    def show(self) -> None:
        self.trail, self.aside = step_heading(self.whose, STEP[self.whose]), ""
        choices = self.seen.choices if self.seen is not None else ()
        self._rows = [Row(day=one.day, of=one.of) for one in choices]
        above = self.query_one("#above", Words)
        said = self._said()
        above.say(paragraph(said, max(20, self.app.size.width - 9), Tone.MUTED))
        above.display = bool(said)
        lines = self.query_one(Lines)
        lines.show(
            len(self._rows),
            self._line,
            heading=self._above,
            selected=max(0, lines.selected),
        )
        lines.focus()
        self.draw_bars()

    def _said(self) -> str:
        if self.seen is None:
            return ""
        if not self.seen.choices:
            return NOTHING_TO_PICK[self.whose]
        if not self.seen.brought:
            return PICK[self.whose]
        return ONLY_HARD if self.seen.holds_only_hard else ""

    def _line(self, index: int, width: int) -> Sequence[Line]:
        state = self._state(self._choices[index])
        return row_lines(self._rows[index], state, width=width, marks=self.marks)

    def _state(self, choice: Choice) -> str:
        if not choice.is_brought:
            return ""
        if choice.is_changed:
            return LOOK_AGAIN
        if choice.is_left_out:
            return LEFT_OUT
        by = BY.format(partner=self.partners_name)
        return by if not choice.by_me and len(by) <= STATE_CELLS else IN_IT

    def _above(self, index: int, _width: int) -> Sequence[Line]:
        return month_above(self._rows, index, self.session.today())

    # What the keys do.

    @property
    def _choices(self) -> Sequence[Choice]:
        return self.seen.choices if self.seen is not None else ()

    @property
    def _at(self) -> Choice | None:
        at = self.query_one(Lines).selected
        return self._choices[at] if 0 <= at < len(self._choices) else None

    def action_add(self) -> None:
        """Add what the mark is at, or take it out."""
        choice = self._at
        if choice is not None:
            self._add_or_take_out(choice)

    def on_lines_opened(self) -> None:
        """Ask what becomes of what the mark is at."""
        self.action_what()

    def on_lines_moved(self) -> None:
        """What was said of one is not left standing beside another."""
        self.say("")

    def action_what(self) -> None:
        """Ask what becomes of what the mark is at."""
        choice = self._at
        if choice is not None:
            title = title_of(choice.of)
            self.host.open_page(choice_of(title, list(self._answers(choice))))

    def _answers(self, choice: Choice) -> Iterator[Answer]:
        yield READ_IT, partial(self._read, choice)
        words = TAKE_OUT if choice.by_me else BRING
        yield words[self.whose], partial(self._add_or_take_out, choice)
        is_ours = self.whose is Whose.OURS
        if is_ours and choice.is_brought and choice.mine is not None:
            out = not choice.is_left_out
            says = LEAVE_MINE_OUT if out else PUT_MINE_BACK
            yield says, partial(self._leave_out, choice.mine, out=out)

    def _read(self, choice: Choice) -> None:
        match choice.of:
            case Moment(id=moment):
                self.host.open_page(MomentPage(self.session, moment))
            case Entry(id=entry):
                self.host.open_page(EntryPage(self.session, entry))

    def _add_or_take_out(self, choice: Choice) -> None:
        stays = choice.by_me and choice.by_other
        said = STAYS.format(partner=self.partners_name) if stays else ""
        self.work(
            partial(picking.add_or_take_out, self.session, self.whose, choice),
            partial(self._changed, said),
        )

    def _leave_out(self, entry: EntryId, *, out: bool) -> None:
        said = NOT_TOLD.format(partner=self.partners_name)
        self.work(
            partial(packing.leave_out, self.session, entry, kept=out),
            lambda _: self._again(said),
        )

    def _changed(self, said: str, now: Table) -> None:
        self.seen = now
        self.show()
        self.say(said)

    def _again(self, said: str) -> None:
        self.look_again()
        self.say(said)


def title_of(told: Moment | Entry) -> str:
    """Return what something is called in a question about it."""
    return told.title or first_words(told.words if isinstance(told, Entry) else "")
