"""The last look: every name that is left in one's own part of a pack."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Tone
from journal.domain.striking import INSTEAD, LEFT_OUT, initial
from journal.services import striking_out
from journal.services.packing import Whose
from journal.services.session import Session
from journal.ui.asides import paragraphs, with_state
from journal.ui.choice import Answer, choice_of
from journal.ui.lines import Lines
from journal.ui.other_side import quoted
from journal.ui.packing_words import step_heading
from journal.ui.page import Words
from journal.ui.working import WorkingPage

STEP = "names that are left"
LEFT = "These begin with a capital letter in your part of it. Some may be names."
NONE_LEFT = "No word that begins with a capital letter, and may be a name, is left."
NOT_SEARCHED = (
    "Only capitals are looked for. A name without them, or in a script that has none, "
    "you will have to find yourself."
)
KEPT = "stays"
STAY = "let it stand"
WHAT_INSTEAD = "What is to stand in place of {what}, wherever you wrote it?"


class NamesPage(WorkingPage[tuple[str, ...]]):
    """Each name is let stand, or something else is put in its place everywhere."""

    FOOTER: ClassVar = ("strike.out", "names.keep", "page.back")
    DEFAULT_CSS = "NamesPage #above { padding-bottom: 1; }"

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose
        self._kept: set[str] = set()

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="above")
        yield Lines()

    @override
    def footer(self) -> tuple[str, ...]:
        return self.FOOTER if self.seen else ("page.back",)

    @override
    def read(self) -> tuple[str, ...]:
        return striking_out.names_in(self.session, self.whose)

    @override
    def show(self) -> None:
        self.trail, self.aside = step_heading(self.whose, STEP), ""
        names = self.seen or ()
        said = (LEFT if names else NONE_LEFT, NOT_SEARCHED)
        width = max(20, self.app.size.width - 9)
        self.query_one("#above", Words).say(paragraphs(said, width, Tone.MUTED))
        lines = self.query_one(Lines)
        lines.show(len(names), self._line, selected=max(0, lines.selected))
        lines.focus()
        self.draw_bars()

    def _line(self, index: int, width: int) -> Sequence[Line]:
        name = self._names[index]
        return with_state(name, KEPT if name in self._kept else "", "", width)

    @property
    def _names(self) -> Sequence[str]:
        return self.seen or ()

    @property
    def _here(self) -> str | None:
        at = self.query_one(Lines).selected
        return self._names[at] if 0 <= at < len(self._names) else None

    # What the keys do.

    def on_lines_opened(self) -> None:
        """Ask what is to stand in its place."""
        self.action_out()

    def action_out(self) -> None:
        """Ask what is to stand in place of the name the mark is at."""
        name = self._here
        if name is not None:
            title = WHAT_INSTEAD.format(what=quoted(name, self.marks))
            page = choice_of(title, list(self._answers(name)), trail=self.trail)
            self.host.open_page(page)

    def _answers(self, name: str) -> Iterator[Answer]:
        yield STAY, self.action_keep
        for instead in (initial(name), LEFT_OUT, *INSTEAD):
            yield instead, partial(self._put, name, instead)

    def action_keep(self) -> None:
        """Let the name stand, and go on to the next."""
        name = self._here
        if name is not None:
            self._kept ^= {name}
            lines = self.query_one(Lines)
            on = 1 if name in self._kept else 0
            lines.show(len(self._names), selected=lines.selected + on)

    def _put(self, name: str, instead: str) -> None:
        put = partial(striking_out.put_instead, self.session, self.whose, name, instead)
        self.work(put, lambda _: self.look_again())
