"""Prompts: every question there is, by theme."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from typing_extensions import override

from journal.domain.marks import Line, Tone
from journal.domain.prompts import Depth, Prompt, PromptRole, Theme
from journal.services import asking, writing
from journal.services.session import Session
from journal.ui.asides import paragraph
from journal.ui.lines import Lines
from journal.ui.page import Words
from journal.ui.working import WorkingPage
from journal.ui.write import LEAD_IN

DEEP = "These take longer. Choose a time."
ROLE_WORDS = {
    PromptRole.CARE_SEEKER: "you reached",
    PromptRole.CAREGIVER: "you were there",
    PromptRole.BOTH: "both of you",
    PromptRole.SELF: "yourself",
}
MEASURE = 62


def prompts_in_order(theme: Theme) -> tuple[Prompt, ...]:
    """Return a theme's questions that may be offered, the deep ones last."""
    offered = asking.library().prompts(theme=theme.id)
    return tuple(sorted(offered, key=lambda prompt: prompt.depth is Depth.DEEP))


class PromptsPage(WorkingPage[tuple[Theme, ...]]):
    """Themes at the left, their questions at the right; narrow, one theme in a line."""

    PLACE: ClassVar = "prompts"
    FOOTER: ClassVar = ("prompts.write", "prompts.theme")

    DEFAULT_CSS = """
    PromptsPage #themes { width: 27; }
    PromptsPage.-wide #themes { width: 33; }
    PromptsPage #theme { display: none; padding: 0 2 1 0; color: $muted; }
    PromptsPage.-narrow #themes { display: none; }
    PromptsPage.-narrow #theme { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._themes = asking.library().themes
        self._at = 0
        self._prompts: tuple[Prompt, ...] = ()

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="theme")
        with Horizontal():
            yield Lines(len(self._themes), self._theme_line, id="themes")
            yield Lines(id="questions", gap_rows=1, bold_all=True)

    @property
    def questions(self) -> Lines:
        """The list of questions."""
        return self.query_one("#questions", Lines)

    @override
    def read(self) -> tuple[Theme, ...]:
        return self._themes

    @override
    def show(self) -> None:
        if not self._prompts:
            self._show_theme(0)
        if self.narrow or self.focused is None:
            self.questions.focus()

    def _show_theme(self, at: int) -> None:
        self._at = at
        theme = self._themes[at]
        self._prompts = prompts_in_order(theme)
        self.questions.show(len(self._prompts), self._question, heading=self._above)
        self.query_one("#themes", Lines).show(len(self._themes), selected=at)
        count = len(self._themes)
        self.query_one("#theme", Words).say(f"‹ {theme.title} ›   {at + 1} of {count}")  # noqa: RUF001 - marks of turning

    def _theme_line(self, index: int, width: int) -> Sequence[Line]:
        tone = Tone.BOLD if index == self._at else Tone.MUTED
        return paragraph(self._themes[index].title, width, tone)

    def _question(self, index: int, width: int) -> Sequence[Line]:
        prompt = self._prompts[index]
        room = min(width, MEASURE)
        said = f"{ROLE_WORDS[prompt.role]} · {prompt.depth.value}"
        lines = paragraph(asking.asked(self.session, prompt), room)
        lines += paragraph(said, room, Tone.MUTED)
        if prompt.care in LEAD_IN:
            lines += paragraph(LEAD_IN[prompt.care], room, Tone.MUTED)
        return lines

    def _above(self, index: int, width: int) -> Sequence[Line]:
        is_deep = self._prompts[index].depth is Depth.DEEP
        if not is_deep or (index and self._prompts[index - 1].depth is Depth.DEEP):
            return []
        return [(), *paragraph(DEEP, width, Tone.MUTED), ()]

    def on_lines_moved(self, event: Lines.Moved) -> None:
        """Show the questions of the theme the mark came to."""
        if event.lines.id == "themes" and event.index not in {-1, self._at}:
            self._show_theme(event.index)

    def on_lines_opened(self, event: Lines.Opened) -> None:
        """Write an answer; from the themes, go to their questions."""
        if event.lines.id == "themes":
            self.questions.focus()
        else:
            self.action_write()

    def action_write(self) -> None:
        """Begin a page with the question the mark is at."""
        at = self.questions.selected
        if 0 <= at < len(self._prompts):
            prompt = self._prompts[at]
            asked = asking.asked(self.session, prompt)
            self.write(writing.new_draft(self.session, prompt=prompt.id, asked=asked))

    def action_theme(self, key: str) -> None:
        """Move to another theme, round and round."""
        way = 1 if key == "right" else -1
        self._show_theme((self._at + way) % len(self._themes))
