"""Read aloud, turn by turn: what has opened just now, or a moment of Us."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.attachment import Role
from journal.domain.marks import Line, Span, Tone
from journal.domain.moments import Moment, Side
from journal.domain.wording import role_words
from journal.domain.wrapping import wrap
from journal.services.together import Sitting
from journal.ui.asides import marks_of
from journal.ui.lines import Lines
from journal.ui.together_page import SharedPage, Step, StepsPage, Table, both

SEALED = "What was sealed has opened. Each of you says when."


class ReadAloudPage(StepsPage):
    """Moments, one by one; of each first its title, and then each side."""

    def __init__(
        self, table: Table, sitting: Sitting, moments: Sequence[Moment]
    ) -> None:
        super().__init__(table, sitting)
        self._moments = moments

    @override
    def steps(self) -> Sequence[Step]:
        return [step for moment in self._moments for step in self._of(moment)]

    def _of(self, moment: Moment) -> list[Step]:
        shown = partial(self.sitting.met, moment)
        sides = [self._side(moment, side) for side in moment.sides]
        return [Step(moment.title, shown=shown), *sides]

    def _side(self, moment: Moment, side: Side) -> Step:
        author = next(one for one in self.sitting.people if one.id == side.author)
        role = role_words(side.role, first_person=True)
        marks = marks_of(self.app)
        known = {Role.CARE_SEEKER: marks.reached, Role.CAREGIVER: marks.there}
        mark = f"{known[side.role]} " if side.role in known else ""
        said = (Span(f"  {mark}{role}", Tone.MUTED),) if role else ()
        return Step(
            side.entry.words,
            head=self.by(author, *said),
            turns=(self.turn_of(author, "reads"), self.heard(author)),
            title=moment.title,
        )


class OpeningPage(StepsPage):
    """What has opened is shown when each has pressed, the one and then the other."""

    FOOTER: ClassVar = ("together.on", "together.turn", "together.close")

    @override
    def steps(self) -> Sequence[Step]:
        first, other = self.sitting.people
        turns = tuple(
            (self.by(person, Span(f", press space{then}", Tone.INK)),)
            for person, then in ((first, "."), (other, " too."))
        )
        return [Step(SEALED, turns=turns)]

    @override
    def ended(self) -> None:
        page = ReadAloudPage(self.table, self.sitting, self.sitting.opened)
        self.app.switch_screen(page)


class MomentsPage(SharedPage):
    """The moments of Us by their titles, to choose one to read aloud."""

    FOOTER: ClassVar = ("together.choose", "together.before", "together.close")

    def __init__(self, table: Table, sitting: Sitting) -> None:
        super().__init__(table)
        self._sitting = sitting

    @override
    def body(self) -> ComposeResult:
        count = len(self._sitting.view.moments)
        yield Lines(count, self._title, gap_rows=1)

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = (Span("Together · Us", Tone.MUTED),)
        self.aside = both(self._sitting.people)
        self.query_one(Lines).focus()

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Read the moment the mark is at."""
        opened.stop()
        moment = self._sitting.view.moments[opened.index]
        self.host.open_page(ReadAloudPage(self.table, self._sitting, [moment]))

    def action_choose(self) -> None:
        """Read the moment the mark is at."""
        self.query_one(Lines).action_open()

    def action_before(self, key: str) -> None:
        """Go back."""
        if key == "left":
            self.host.back()

    def _title(self, index: int, width: int) -> Sequence[Line]:
        title = " ".join(self._sitting.view.moments[index].title.split())
        return [(Span(line, Tone.BOLD),) for line in wrap(title, width, cell_len)]
