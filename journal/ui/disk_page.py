"""What is on this disk: the files, what opens them, and what they tell whom."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.services.auditing import Audit, Section, audit
from journal.ui.asides import paragraph
from journal.ui.reader import Text
from journal.ui.working import WorkingPage


class DiskPage(WorkingPage[Audit]):
    """One long text: a heading for each thing one may wonder about."""

    FOOTER: ClassVar = ("page.back",)

    @override
    def inside(self) -> ComposeResult:
        yield Text(self._drawn)

    @override
    def read(self) -> Audit:
        return audit(self.session.vault.path.parent, self.session)

    @override
    def show(self) -> None:
        self.trail = (Span("Settings · what is on this disk", Tone.MUTED),)
        self.aside = ""
        text = self.query_one(Text)
        text.show(keep_place=True)
        text.focus()

    def _drawn(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        for section in self.seen.sections if self.seen is not None else ():
            lines += [*([(), ()] if lines else []), *_block(section, width)]
        return lines


def _block(section: Section, width: int) -> list[Line]:
    lines = paragraph(section.title, width, Tone.BOLD)
    for words in section.lines:
        lines += [(), *paragraph(words, width)]
    return lines
