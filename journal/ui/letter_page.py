"""A page of one's own as a letter to leave: where it goes, then its code, once."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.entries import EntryId
from journal.domain.marks import Line, Span, Tone
from journal.services import letters
from journal.ui.asides import paragraphs
from journal.ui.choice import LinePage
from journal.ui.code_page import rows_of
from journal.ui.page import Page
from journal.ui.reader import Text
from journal.ui.working import Seen, WorkingPage

WHERE = "Where should the letter be written?"
WHERE_NOTE = (
    "A file name, such as ~/letter. This page is sealed in it as it is now. A code "
    "opens it, which is shown next, once."
)
HEADING = "The code of the letter."
READ_IT = "It is read with: leanto open-letter, and the name of the file."
WRONG = "If it was not written down, delete the file and write the letter again."


class LetterCodePage(Page):
    """Shows the code of a letter that was written, to be copied on paper."""

    BARE: ClassVar = True
    ALLOW_SELECT: ClassVar = False
    STEPS_ASIDE: ClassVar = False
    FOOTER: ClassVar = ("tell.done", "page.back")

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    @override
    def get_selected_text(self) -> str | None:
        # A code that was copied would stay where other programs can read it.
        return None

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail = (Span("My journal", Tone.MUTED),)

    def action_done(self) -> None:
        """Go back."""
        self.action_back()

    def _drawn(self, width: int) -> list[Line]:
        notes = (letters.CODE_OF_IT, READ_IT, WRONG)
        return [
            (Span(HEADING, Tone.BOLD),),
            (),
            *rows_of(self._code),
            (),
            *paragraphs(notes, width),
        ]


def ask_for_letter(page: WorkingPage[Seen], entry: EntryId) -> None:
    """Ask where the letter is to go, write it there, and show its code."""
    session = page.session

    def done(typed: str | None) -> None:
        if typed and typed.strip():
            target = Path(typed.strip()).expanduser()
            page.work(
                partial(letters.write_letter, session, entry, target),
                lambda code: page.host.open_page(LetterCodePage(code)),
            )

    page.host.open_page(
        LinePage(WHERE, done, hint=WHERE_NOTE, value="~/letter", limit=300)
    )
