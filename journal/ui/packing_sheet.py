"""A pack exactly as it will be read, a page at a time, and the yes to its words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.strip import Strip
from typing_extensions import override

from journal.domain.marks import Line
from journal.domain.wording import count_words
from journal.export.pack_text import pack_sheets
from journal.services import packing
from journal.services.packing import Bench, Whose
from journal.services.session import Session
from journal.ui.asides import Said
from journal.ui.packing_leave import BeforePage
from journal.ui.packing_words import (
    BOTH,
    consent_words,
    heading,
    hues_of,
    in_hues,
    may_leave,
)
from journal.ui.page import Words
from journal.ui.reader import Text
from journal.ui.theme import SURFACE, ground_style
from journal.ui.working import WorkingPage

ALL_THAT_LEAVES = "This is all that leaves, word for word, on {pages}."
ORDINARY = "After that it is an ordinary file. Anyone who has it can read it."
HAS_CHANGED = "It has changed. This is how it reads now."
NO_LONGER = "You no longer agree to it."
NOTHING = "There is nothing in it yet."
_PADDING = 3


class Sheet(Text):
    """One page on a sheet of its own tint.

    Args:
        beyond: asked to turn the page where the sheet ends; says whether it did.
    """

    def __init__(self, beyond: Callable[[int], bool]) -> None:
        super().__init__(indent=_PADDING)
        self._beyond = beyond

    @override
    def render_line(self, y: int) -> Strip:
        lines = self.lines_drawn
        at = self._place() + y
        if at >= len(lines):
            return self.framed(y, Strip([]), mark=Strip([]), tint=None)
        tint = ground_style(self.app, SURFACE)
        return self.framed(y, self.strip_of(lines[at]), mark=Strip([]), tint=tint)

    @override
    def action_on(self) -> None:
        if not self.is_at_end or not self._beyond(1):
            super().action_on()


class SheetPage(WorkingPage[Bench]):
    """Shows a pack page by page; in ours, each agrees here to all of its words."""

    FOOTER: ClassVar = ("pack.page", "pack.agree", "pack.format", "page.back")
    DEFAULT_CSS = """
    SheetPage #above { margin-bottom: 1; color: $muted; }
    SheetPage #ordinary { color: $muted; }
    SheetPage.-narrow #ordinary { display: none; }
    SheetPage.-tall #ordinary { margin-top: 1; }
    """

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.whose = whose
        self._at = 0
        self._digest = ""
        # A long pack is drawn once for a width, and not at every turn of a page.
        self._drawn: dict[int, list[Sequence[Line]]] = {}

    @override
    def inside(self) -> ComposeResult:
        yield Words(id="above")
        yield Sheet(self.turn)
        yield Said(id="consent")
        yield Words(ORDINARY, id="ordinary")

    @override
    def footer(self) -> tuple[str, ...]:
        made = ("pack.format",) if self._may_leave else ()
        return (*self._page_key(), *self._agree_key(), *made, "page.back")

    @override
    def keys_shown(self) -> tuple[str, ...]:
        return self.footer()

    def _page_key(self) -> tuple[str, ...]:
        return ("pack.page",) if self._count > 1 else ()

    def _agree_key(self) -> tuple[str, ...]:
        if self.seen is None or self.whose is Whose.MINE or not self.seen.pack.moments:
            return ()
        return ("pack.take-back",) if self._i_agree else ("pack.agree",)

    @property
    def _may_leave(self) -> bool:
        return self.seen is not None and may_leave(self.session, self.seen)

    @property
    def _i_agree(self) -> bool:
        me = self.session.identity.id
        return self.seen is not None and me in self.seen.agreed

    # What is shown.

    @override
    def read(self) -> Bench:
        return packing.bench(self.session, self.whose)

    @override
    def show(self) -> None:
        if self.seen is None:
            return
        before, self._digest = self._digest, self.seen.digest
        self._drawn.clear()
        sheet = self.query_one(Sheet)
        if before and before != self._digest:
            self._at = 0
            self.say(HAS_CHANGED)
        self._show_page(keep_place=before == self._digest)
        sheet.focus()

    def _show_page(self, *, keep_place: bool = False) -> None:
        sheet = self.query_one(Sheet)
        # In a narrow window there is room for the page and the name, and no more.
        self.trail = heading(self.whose)[: 1 if self.narrow else None]
        self._at = min(self._at, max(0, self._count - 1))
        self.aside = f"page {self._at + 1} of {self._count}"
        self.query_one("#above", Words).say(self._above())
        self._say_consent()
        sheet.show(self._page, keep_place=keep_place)
        self.draw_bars()

    def _above(self) -> str:
        pages = f"{count_words(self._count)} {'page' if self._count == 1 else 'pages'}"
        return ALL_THAT_LEAVES.format(pages=pages)

    def _say_consent(self) -> None:
        said = self.query_one("#consent", Said)
        words = consent_words(self.session, self.seen) if self.seen is not None else ""
        if words in {"", BOTH}:
            said.tell(words)
        else:
            said.warn(words)

    def _page(self, width: int) -> Sequence[Line]:
        sheets = self._sheets(width)
        lines = sheets[self._at] if self._at < len(sheets) else ()
        return [(), *lines, ()]

    def _sheets(self, width: int) -> list[Sequence[Line]]:
        if self.seen is None:
            return []
        if width not in self._drawn:
            self._drawn[width] = self._draw(self.seen, width)
        return self._drawn[width]

    def _draw(self, now: Bench, width: int) -> list[Sequence[Line]]:
        drawn = pack_sheets(now.pack, width=width, measure=cell_len, marks=self.marks)
        hues = hues_of(self.session, self.whose)
        return [[in_hues(hues, line) for line in one.lines] for one in drawn]

    @property
    def _count(self) -> int:
        # How many there are does not depend on how wide they are.
        return len(self._sheets(80))

    # What the keys do.

    def turn(self, way: int) -> bool:
        """Turn to the next page, or the one before; say whether there is one."""
        if not 0 <= self._at + way < self._count:
            return False
        self._at += way
        self._show_page()
        return True

    def action_page(self, key: str) -> None:
        """Turn the page."""
        self.turn(1 if key == "right" else -1)

    def action_agree(self) -> None:
        """Agree to the text that stands here, or no longer."""
        if self._agree_key():
            kept = not self._i_agree
            said = "" if kept else NO_LONGER
            agree = partial(packing.agree, self.session, self._digest, kept=kept)
            self.work(agree, partial(self._agreed, said))

    def action_format(self) -> None:
        """Go on to what is to be known before the file is made."""
        if self._may_leave:
            self.host.open_page(BeforePage(self.session, self.whose))

    def _agreed(self, said: str, now: Bench) -> None:
        self.seen = now
        self.show()
        self.say(said)
