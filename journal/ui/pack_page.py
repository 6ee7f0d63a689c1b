"""A pack from a file: shown whole before anything of it is kept."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.packs import Pack
from journal.domain.prompts import LEAD_IN, Prompt
from journal.domain.wording import PROMPT_ROLE_WORDS
from journal.errors import JournalError
from journal.services import asking, packs
from journal.services.packs import HeldPack
from journal.services.session import Session
from journal.ui import errands
from journal.ui.asides import Said, paragraph, paragraphs
from journal.ui.fields import LineField
from journal.ui.page import Page, Words
from journal.ui.prompt_list import not_when
from journal.ui.reader import Text

WHICH_FILE = "Where is the file of the pack?"
WHICH_FILE_HINT = "Such as ~/evenings.toml. It is shown whole before anything is kept."
NOTHING_KEPT = "Nothing is kept yet."
LONGEST_PATH = 1000
_TRAIL = (Span("Prompts · a pack", Tone.MUTED),)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FOLLOW_UP = "  "

Added = Callable[[HeldPack], object]


class PackFilePage(Page):
    """Asks for the path of a file; what was typed stays until the file can be read.

    Args:
        session: the journal.
        added: called with the pack once it is kept.
    """

    FOOTER: ClassVar = ("first.go-on", "choice.skip")
    DEFAULT_CSS = """
    PackFilePage #hint { color: $muted; padding-top: 1; }
    PackFilePage LineField, PackFilePage LineField:focus { width: 66; }
    """

    def __init__(self, session: Session, added: Added) -> None:
        super().__init__()
        self._session, self._added = session, added
        self._is_reading = False

    @override
    def body(self) -> ComposeResult:
        yield Words([(Span(WHICH_FILE, Tone.BOLD),), ()])
        yield LineField(max_length=LONGEST_PATH)
        yield Words(WHICH_FILE_HINT, id="hint")
        yield Said()

    def on_mount(self) -> None:
        """Say where one is."""
        self.trail, self.aside = _TRAIL, ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file that was named."""
        event.stop()
        typed = event.value.strip()
        if not typed or self._is_reading:
            return
        self._is_reading = True
        errands.run(
            self,
            partial(_read, self._session, typed),
            partial(self._show, Path(typed).name),
            trouble=self._fail,
            session=self._session,
        )

    def action_go_on(self) -> None:
        """Read the file; the field answers Enter itself."""

    def action_skip(self) -> None:
        """Go back without a pack."""
        self.host.back()

    def _show(self, file: str, read: tuple[Pack, str]) -> None:
        pack, text = read
        keep = partial(packs.add_pack, self._session, text, file=file)
        self.app.switch_screen(PackPage(self._session, pack, keep, self._added))

    def _fail(self, trouble: JournalError) -> None:
        self._is_reading = False
        self.query_one(Said).tell(trouble.say)


def _read(session: Session, typed: str) -> tuple[Pack, str]:
    path = Path(typed)
    # A name like ~nobody/x has no home to stand for; it is looked for as it is.
    home = typed == "~" or typed.startswith("~/")
    pack, text = packs.read_pack(path.expanduser() if home else path)
    packs.refuse_held(session, pack)
    return pack, text


class PackPage(Page):
    """A pack, every word of it.

    Args:
        session: the journal.
        pack: the pack.
        keep: keeps it; without, it is here already, and is only read.
        added: called with the pack once it is kept.
    """

    FOOTER: ClassVar = ("pack.use", "pack.leave")

    def __init__(
        self,
        session: Session,
        pack: Pack,
        keep: Callable[[], HeldPack] | None = None,
        added: Added | None = None,
    ) -> None:
        super().__init__()
        self._session, self._pack = session, pack
        self._keep, self._added = keep, added
        self._is_keeping = False

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)
        yield Said()

    def on_mount(self) -> None:
        """Say where one is, and that nothing is kept yet."""
        self.trail = _TRAIL
        self.aside = NOTHING_KEPT if self._keep else ""
        self.query_one(Text).focus()

    @override
    def footer(self) -> tuple[str, ...]:
        return self.FOOTER if self._keep else ("page.back",)

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    def action_use(self) -> None:
        """Keep the pack among the prompts."""
        if self._keep is None or self._is_keeping:
            return
        self._is_keeping = True
        errands.run(
            self, self._keep, self._kept, trouble=self._fail, session=self._session
        )

    def action_leave(self) -> None:
        """Go back; nothing is kept."""
        if not self._is_keeping:
            self.host.back()

    def _kept(self, held: HeldPack) -> None:
        self.host.back()
        if self._added is not None:
            self._added(held)

    def _fail(self, trouble: JournalError) -> None:
        self._is_keeping = False
        self.query_one(Said).tell(trouble.say)

    def _drawn(self, width: int) -> Sequence[Line]:
        pack = self._pack
        lines = paragraph(pack.title, width, Tone.BOLD)
        about = f"from {pack.author} · for {days_said(pack.days)}"
        lines += [*paragraph(about, width, Tone.MUTED), ()]
        lines += paragraphs((pack.purpose, not_when(pack.not_when)), width)
        for prompt in pack.prompts:
            lines += [(), (), *self._question(prompt, width)]
        return lines

    def _question(self, prompt: Prompt, width: int) -> Iterator[Line]:
        yield from paragraph(asking.asked(self._session, prompt), width)
        facts = f"{PROMPT_ROLE_WORDS[prompt.role]} · {prompt.depth.value}"
        yield from paragraph(facts, width, Tone.MUTED)
        if prompt.care in LEAD_IN:
            yield from paragraph(LEAD_IN[prompt.care], width, Tone.MUTED)
        for text in asking.asked_after(self._session, prompt):
            room = width - len(_FOLLOW_UP)
            for line in paragraph(text, room):
                yield (Span(_FOLLOW_UP, Tone.INK), *line)


def days_said(days: int) -> str:
    """Return for how many days, in words up to nine."""
    number = _NUMBERS[days - 1] if days <= len(_NUMBERS) else str(days)
    return f"{number} day" if days == 1 else f"{number} days"
