"""About the ideas: what the questions rest on, and where each idea is from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.services import ideas
from journal.services.ideas import Idea, Passage
from journal.ui.asides import paragraph
from journal.ui.reader import Text
from journal.ui.working import WorkingPage

EACH_IDEA = "Each idea, and where it is from"

About = tuple[tuple[Passage, ...], tuple[Idea, ...]]


class IdeasPage(WorkingPage[About]):
    """One long text: the page about the ideas, then every idea with its source."""

    FOOTER: ClassVar = ("page.back",)

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def read(self) -> About:
        return ideas.about(), ideas.ideas()

    @override
    def show(self) -> None:
        self.trail, self.aside = (Span("Prompts · about the ideas", Tone.MUTED),), ""
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()

    def _drawn(self, width: int) -> Sequence[Line]:
        if self.seen is None:
            return ()
        passages, found = self.seen
        lines: list[Line] = []
        for passage in passages:
            lines += _block(passage, width, is_first=not lines)
        lines += _block(Passage(EACH_IDEA, is_heading=True), width)
        for idea in found:
            lines += [(), *paragraph(idea.title, width, Tone.BOLD)]
            lines += paragraph(idea.finding, width)
            lines += paragraph(f"{idea.source} · {idea.read.words}", width, Tone.MUTED)
        return lines


def _block(passage: Passage, width: int, *, is_first: bool = False) -> list[Line]:
    if not passage.is_heading:
        return [(), *paragraph(passage.text, width)]
    above: list[Line] = [] if is_first else [(), ()]
    return [*above, *paragraph(passage.text, width, Tone.BOLD)]
