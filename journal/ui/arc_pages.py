"""The small pages that ask one thing after writing: one word, several, or a line."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from typing_extensions import override

from journal.domain.attachment import Response
from journal.domain.marks import Line, Span, Tone
from journal.services.about import About
from journal.ui.arc_choices import ENOUGH, UNSAID, OneLine, OneOf, Several
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.lines import Lines

SAID = "you said this"
CHOSEN = "chosen"
_GAP = "   "


class _ArcPage(ChoicePage):
    """A list of words, between what leaves it unsaid and what ends it."""

    @override
    def above(self, index: int, _width: int) -> Sequence[Line]:
        return [()] if index in {1, len(self.choices) - 1} else []


class OneOfPage(_ArcPage):
    """Asks for one of a few words; the mark stands at the one that was said before.

    Args:
        ask: what is asked.
        said: called with what is said then, after the page has gone.
        skipped: called after Esc has taken the page away.
        enough: called after it has gone because nothing more is to be asked.
        trail: the left of the header.
    """

    FOOTER: ClassVar = ("choice.choose", "arc.skip")

    def __init__(
        self,
        ask: OneOf,
        said: Callable[[About], object],
        *,
        skipped: Callable[[], object],
        enough: Callable[[], object],
        trail: Line = (),
    ) -> None:
        self._answers, self._at = ask.answers, ask.said

        def choose(index: int) -> None:
            if index > len(ask.answers):
                enough()
            else:
                said(ask.answers[index - 1][1] if index else ask.unsaid)

        words = [words for words, _ in ask.answers]
        super().__init__(
            ask.question,
            (UNSAID, *words, ENOUGH),
            choose,
            notes=ask.notes,
            trail=trail,
            skipped=skipped,
            at=0 if ask.said is None else ask.said + 1,
        )

    @override
    def block(self, index: int, width: int) -> Sequence[Line]:
        lines = super().block(index, width)
        if self._at is None or index != self._at + 1:
            return lines
        return _with_word(lines, SAID)


class _Several(Lines):
    """A list in which space chooses, and does not go on by a screen."""

    BINDINGS: ClassVar = []

    @override
    def action_on(self) -> None:
        if isinstance(self.screen, SeveralPage):
            self.screen.action_tick()


class SeveralPage(_ArcPage):
    """Asks for any number of a few words: space chooses, Enter goes on.

    Where nothing is chosen yet, Enter takes the one the mark is at, as everywhere.
    Each choice is told at once, so that it is kept wherever one leaves.

    Args:
        ask: what is asked.
        told: called with what is said, at each choice.
        gone_on: called after Enter, or Esc, has taken the page away.
        skipped: called after Esc has.
        enough: called after it has gone because nothing more is to be asked.
        trail: the left of the header.
    """

    FOOTER: ClassVar = ("choice.tick", "first.go-on", "arc.skip")

    def __init__(  # noqa: PLR0913 - one question, by name
        self,
        ask: Several,
        told: Callable[[About], object],
        *,
        gone_on: Callable[[], object],
        skipped: Callable[[], object],
        enough: Callable[[], object],
        trail: Line = (),
    ) -> None:
        self._ask, self._told = ask, told
        self._gone_on, self._enough = gone_on, enough
        self._ticked = ask.said
        ticked = [at for at, (_, one) in enumerate(ask.answers) if one in ask.said]
        words = [words for words, _ in ask.answers]
        super().__init__(
            ask.question,
            (ask.none, *words, ENOUGH),
            self._open,
            notes=ask.notes,
            trail=trail,
            skipped=skipped,
            at=ticked[0] + 1 if ticked else 0,
        )

    @override
    def list_of(self, count: int, *, at: int) -> Lines:
        return _Several(count, self.block, heading=self.above, selected=at)

    @override
    def block(self, index: int, width: int) -> Sequence[Line]:
        lines = super().block(index, width)
        one = self._at(index)
        return _with_word(lines, CHOSEN) if one in self._ticked else lines

    def action_tick(self) -> None:
        """Choose what the mark is at, or let it go; the first line lets all go."""
        lines = self.query_one(Lines)
        one = self._at(lines.selected)
        if one is not None:
            self._say(self._ticked ^ {one})
        elif lines.selected == 0:
            self._say(frozenset())
        lines.show(lines.count, selected=lines.selected)

    def action_go_on(self) -> None:
        """Go on; the list answers Enter itself."""

    def _open(self, index: int) -> None:
        one = self._at(index)
        if index > len(self._ask.answers):
            self._enough()
            return
        if index == 0:
            self._say(frozenset())
        elif not self._ticked and one is not None:
            self._say(frozenset({one}))
        self._gone_on()

    def _say(self, ticked: frozenset[Response]) -> None:
        self._ticked = ticked
        self._told(self._ask.say(ticked))

    def _at(self, index: int) -> Response | None:
        answers = self._ask.answers
        return answers[index - 1][1] if 0 < index <= len(answers) else None


class OneLinePage(LinePage):
    """Asks for a line in one's own words; an emptied one is unsaid.

    Args:
        ask: what is asked.
        said: called with what is said then, after the page has gone.
        skipped: called after Esc has taken the page away; the line stays as it was.
        kept: called with what is said by a line that was not finished, when the
            journal is locked or left at once.
        trail: the left of the header.
    """

    FOOTER: ClassVar = ("first.go-on", "arc.skip")

    def __init__(
        self,
        ask: OneLine,
        said: Callable[[About], object],
        *,
        skipped: Callable[[], object],
        kept: Callable[[str], object],
        trail: Line = (),
    ) -> None:
        super().__init__(
            ask.question,
            lambda typed: said(ask.say(typed or "")),
            value=ask.value,
            hint="\n".join(ask.notes),
            check=ask.say,
            limit=ask.limit,
            trail=trail,
            skipped=lambda _: skipped(),
            kept=kept,
        )


def _with_word(lines: Sequence[Line], word: str) -> Sequence[Line]:
    *above, last = lines
    return [*above, (*last, Span(f"{_GAP}{word}", Tone.MUTED))]
