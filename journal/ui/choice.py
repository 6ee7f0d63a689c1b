"""A small question with a few answers, and a small line to fill."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.text import TITLE_LIMIT
from journal.errors import NotPossible
from journal.ui.asides import Said, paragraph, paragraphs
from journal.ui.fields import LineField
from journal.ui.lines import Lines
from journal.ui.page import Page, Words

Answer = tuple[str, Callable[[], object]]
"""Words to choose, and what is done once they are."""


class ChoicePage(Page):
    """Asks one thing; the first answer is the one that changes least.

    Args:
        title: what it is about, in bold; may be empty.
        notes: muted sentences under it.
        choices: the answers, in words.
        chosen: called with the number of the answer, after the page has gone.
        trail: the left of the header.
        skipped: called after Esc has taken the page away.
        at: the number of the answer at which the mark stands.
    """

    FOOTER: ClassVar[tuple[str, ...]] = ("choice.choose", "choice.skip")
    DEFAULT_CSS = "ChoicePage Words { padding-bottom: 2; }"

    def __init__(  # noqa: PLR0913 - one question, by name
        self,
        title: str,
        choices: Sequence[str],
        chosen: Callable[[int], object],
        *,
        notes: Sequence[str] = (),
        trail: Line = (),
        skipped: Callable[[], object] | None = None,
        at: int = 0,
    ) -> None:
        super().__init__()
        self._asked, self._notes, self.choices = title, notes, choices
        self._chosen, self._skipped = chosen, skipped
        self._where, self._begins_at = trail, at

    @override
    def body(self) -> ComposeResult:
        yield Words(id="asked")
        yield self.list_of(len(self.choices), at=self._begins_at)

    def list_of(self, count: int, *, at: int) -> Lines:
        """Return the list of the answers."""
        return Lines(count, self.block, heading=self.above, selected=at)

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail, self.aside = self._where, ""

    @override
    def reshape(self) -> None:
        width = max(20, self.app.size.width - 9)
        title = paragraph(self._asked, width, Tone.BOLD) if self._asked else []
        notes = paragraphs(self._notes, width, Tone.MUTED)
        between: list[Line] = [()] if title and notes else []
        asked = self.query_one("#asked", Words)
        asked.say([*title, *between, *notes])
        asked.display = bool(title or notes)

    def on_lines_opened(self, opened: Lines.Opened) -> None:
        """Go away, and say what was chosen."""
        opened.stop()
        self.host.back()
        self._chosen(opened.index)

    def action_choose(self) -> None:
        """Choose what the mark is at."""
        self.query_one(Lines).action_open()

    def action_skip(self) -> None:
        """Go away without an answer."""
        self.host.back()
        if self._skipped is not None:
            self._skipped()

    def above(self, _index: int, _width: int) -> Sequence[Line]:
        """Return the lines above an answer; none, unless a subclass parts them."""
        return ()

    def block(self, index: int, width: int) -> Sequence[Line]:
        """Return the lines of an answer."""
        return paragraph(self.choices[index], width)


def choice_of(
    title: str,
    answers: Sequence[Answer],
    *,
    notes: Sequence[str] = (),
    trail: Line = (),
    skipped: Callable[[], object] | None = None,
) -> ChoicePage:
    """Return a question each of whose answers does what stands with it."""
    return ChoicePage(
        title,
        [words for words, _ in answers],
        lambda index: answers[index][1](),
        notes=notes,
        trail=trail,
        skipped=skipped,
    )


class LinePage(Page):
    """Asks for one line; an empty one, and Esc, leave things as they are.

    Args:
        question: what is asked.
        hint: a muted sentence under the line.
        value: what stands there already.
        done: called with the line, after the page has gone, or with None.
        check: raises `NotPossible` with the sentence for a line that will not do.
        limit: how many characters it may have.
        skipped: called with what was typed when Esc has taken the page away; without
            it, `done` is called with None.
        kept: called with what was typed when the journal is locked or left at once.
    """

    FOOTER: ClassVar[tuple[str, ...]] = ("first.go-on", "choice.skip")
    DEFAULT_CSS = """
    LinePage #hint { color: $muted; padding-top: 1; }
    LinePage LineField.-long { width: 66; }
    """

    def __init__(  # noqa: PLR0913 - one question, by name
        self,
        question: str,
        done: Callable[[str | None], object],
        *,
        value: str = "",
        hint: str = "",
        check: Callable[[str], object] | None = None,
        limit: int = TITLE_LIMIT,
        trail: Line = (),
        skipped: Callable[[str], object] | None = None,
        kept: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._question, self._hint, self._value = question, hint, value
        self._done, self._check, self._limit = done, check, limit
        self._skipped, self._kept = skipped, kept
        self._where = trail

    @override
    def body(self) -> ComposeResult:
        yield Words([(Span(self._question, Tone.BOLD),), ()])
        is_long = self._limit > TITLE_LIMIT
        yield LineField(
            self._value,
            max_length=self._limit,
            classes="-long" if is_long else None,
        )
        yield Words(self._hint, id="hint")
        yield Said()

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail, self.aside = self._where, ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, if it will do."""
        event.stop()
        try:
            if self._check is not None:
                self._check(event.value)
        except NotPossible as reason:
            self.query_one(Said).tell(reason.say)
            # What is typed next takes its place.
            self.query_one(LineField).select_all()
            return
        self.host.back()
        self._done(event.value)

    def action_go_on(self) -> None:
        """Take the line; the field answers Enter itself."""

    def action_skip(self) -> None:
        """Leave it as it is."""
        typed = self.query_one(LineField).value
        self.host.back()
        if self._skipped is not None:
            self._skipped(typed)
        else:
            self._done(None)

    @override
    def put_away(self) -> None:
        self.to_keep()()

    @override
    def to_keep(self) -> Callable[[], object]:
        if self._kept is None or not self.is_mounted:
            return lambda: None
        return partial(self._kept, self.query_one(LineField).value)
