"""The keys of the page below, a sentence each."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from typing_extensions import override

from journal.domain.marks import Line, Span, Tone
from journal.domain.wrapping import wrap
from journal.ui.keymap import Entry, entries
from journal.ui.page import Page
from journal.ui.reader import Text

KEY_CELLS = 14
MEASURE = 66
_EVERYWHERE_LOCKED = ("app.support", "app.keys", "app.command_palette", "app.leave")
_EVERYWHERE = (*_EVERYWHERE_LOCKED, "app.lock")
_HARD_EVENING = "app.hard-evening"
_MOVING = ("list.move", "list.pages", "list.ends")


class KeysPage(Page):
    """What each key does on the page it was asked from.

    Args:
        ids: the keys of that page.
        places: the places whose letters work there; none while locked, or typing.
        locks: there is an open journal to lock.
        steps_aside: a hard evening may be begun from there.
    """

    FOOTER: ClassVar = ("page.back",)

    def __init__(
        self,
        ids: Iterable[str],
        *,
        places: Sequence[str] = (),
        locks: bool = False,
        steps_aside: bool = False,
    ) -> None:
        super().__init__()
        self._leads_on = bool(places)
        self._groups: list[Sequence[Entry]] = [entries(ids)]
        self._groups.append(entries(f"app.{name}" for name in places))
        self._groups.append(entries(_MOVING))
        everywhere = _EVERYWHERE if locks else _EVERYWHERE_LOCKED
        evening = (_HARD_EVENING,) if steps_aside else ()
        self._groups.append(entries((*evening, *everywhere)))

    @override
    def body(self) -> ComposeResult:
        yield Text(self._drawn)

    @property
    @override
    def leads_on(self) -> bool:
        # A letter that does nothing on the page below does nothing here.
        return self._leads_on

    def on_mount(self) -> None:
        """Say what the page is."""
        self.trail = (Span("Keys", Tone.BOLD),)
        self.aside = ""

    def action_keys(self) -> None:
        """Take the page away by the key that brought it."""
        self.action_back()

    def _drawn(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        said: set[tuple[str, str]] = set()
        for group in self._groups:
            drawn = [
                line
                for entry in group
                if (entry.shown_all, entry.says) not in said
                for line in _entry(entry, width)
            ]
            said |= {(entry.shown_all, entry.says) for entry in group}
            if drawn:
                lines += [*drawn, ()]
        return lines[:-1]


def _entry(entry: Entry, width: int) -> list[Line]:
    measure = min(width, MEASURE) - KEY_CELLS
    says = wrap(entry.says, measure, cell_len)
    keys = entry.shown_all
    first = Span(keys + " " * (KEY_CELLS - cell_len(keys)), Tone.BOLD)
    blank = Span(" " * KEY_CELLS, Tone.INK)
    return [
        (blank if number else first, Span(words, Tone.INK))
        for number, words in enumerate(says)
    ]
