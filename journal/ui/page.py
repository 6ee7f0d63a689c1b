"""One page: a centred block with a line above, a line below, and nothing else.

Every screen is a `Page`. It says which keys it has (`FOOTER`, `ALSO`: ids of the
keymap), what its header says, and what is in its body.
"""

from collections.abc import Callable, Iterable
from enum import Enum, unique
from typing import Any, ClassVar, Protocol, cast
from weakref import ref

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content, ContentText
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea
from typing_extensions import override

from journal.domain.marks import Line
from journal.ui import bars
from journal.ui.keymap import (
    EVERYWHERE,
    KEYMAP,
    KEYS,
    LEAVE,
    PLACES,
    SUPPORT,
    Meaning,
    bindings,
    entries,
)
from journal.ui.theme import content

NARROW_BELOW = 72
WIDE_FROM = 108
TALL_FROM = 32
SMALLEST_WIDTH = 44
SMALLEST_HEIGHT = 16
# Rows of the window that are not the body's, by the style sheet below.
_AROUND, _AROUND_TALL = 6, 8
TOO_SMALL = "Make this window a little larger."


@unique
class Breadth(Enum):
    """How wide the window is, in the three steps the layouts know."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


class Host(Protocol):
    """What a page may ask of the program."""

    aside: str

    def go(self, place: str) -> None:
        """Show a place by its name, leaving what is open."""

    def go_to_start(self) -> None:
        """Show Today, or Unlock while nothing is unlocked."""

    def open_page(self, page: "Page") -> None:
        """Lay a page over the one that is shown."""

    def back(self) -> None:
        """Take the uppermost page away."""

    def lock(self) -> object:
        """Forget the keys of whatever is open, and show the start."""


class Words(Static):
    """Words on the page, as plain text or drawn lines; never read as markup."""

    DEFAULT_CSS = """
    Words {
        width: 1fr; height: auto; padding: 0 3 0 0; background: $paper; color: $ink;
    }
    .-narrow Words { padding: 0 2 0 0; }
    """

    def __init__(
        self,
        words: str | Iterable[Line] | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(_plain(words), id=id, classes=classes, markup=False)

    def say(self, words: str | Iterable[Line] | Content) -> None:
        """Show other words in this place."""
        self.update(_plain(words))


class Page(Screen[None]):
    """A screen of the journal.

    A subclass gives:

    - `PLACE`: the name of its place in the header ("us"), or none;
    - `FOOTER`: at most five ids of the keymap, the most useful first;
    - `ALSO`: ids of further keys, which only the page of keys shows;
    - `BARE = True` for a page without places, name and date (Unlock, Support);
    - `STILL = True` for one at which only its own keys, Support, the lock and
      leaving do anything, because someone may still be typing for the page before;
    - `STEPS_ASIDE = False` for one over which no page of a hard evening is laid
      (a first run, two people at one screen);
    - `body()`: its widgets, top to bottom;
    - `action_<verb>` for each key that no widget of its own handles.

    It may set `self.trail` (the left of the header inside a thing), `self.aside`
    (the right; otherwise the program's), override `footer()` where the keys
    depend on what is shown (then call `draw_bars()` when that changes), `reshape()`
    to be told of another breadth or height, `look_again()` to be told that the
    journal in memory has changed, `put_away()` to keep unsaved words, and
    `ask_nothing()` where it would ask something by itself.
    """

    PLACE: ClassVar[str] = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()
    ALSO: ClassVar[tuple[str, ...]] = ()
    BARE: ClassVar[bool] = False
    STILL: ClassVar[bool] = False
    STEPS_ASIDE: ClassVar[bool] = True

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - typed by Textual
        (0, "-narrow"),
        (NARROW_BELOW, "-normal"),
        (WIDE_FROM, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_FROM, "-tall")]  # noqa: RUF012

    DEFAULT_CSS = """
    Page { align-horizontal: center; background: $paper; color: $ink; }
    Page > #sheet {
        width: 100%; max-width: 106; height: 100%; padding: 1 0;
        background: $paper;
    }
    Page #head { height: 1; padding: 0 4; margin-bottom: 1; }
    Page.-tall #head { margin-bottom: 3; }
    Page #foot { height: 1; padding: 0 4; margin-top: 1; }
    Page #body { height: 1fr; padding: 0 1 0 4; background: $paper; }
    Page #small { display: none; height: 1fr; padding: 0 2; }
    Page.-narrow #head { padding: 0 2; }
    Page.-narrow #foot { padding: 0 2; }
    Page.-narrow #body { padding: 0 0 0 2; }
    Page.-small #head { display: none; }
    Page.-small #body { display: none; }
    Page.-small #small { display: block; }
    """

    trail: reactive[Line] = reactive((), init=False)
    aside: reactive[str | None] = reactive(None, init=False)

    _focused_before: Widget | None = None
    _shape: tuple[Breadth, bool] | None = None

    @override
    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Set before Textual merges the bindings of a class with its parents'.
        own = dict.fromkeys((*cls.FOOTER, *cls.ALSO))
        cls.BINDINGS = bindings(
            *(name for name in own if KEYMAP[name].meaning not in EVERYWHERE)
        )
        super().__init_subclass__(**kwargs)

    # What a subclass writes.

    def body(self) -> ComposeResult:
        """Yield the widgets of the page, top to bottom."""
        yield from ()

    def footer(self) -> tuple[str, ...]:
        """Return the ids the footer shows now; `FOOTER` unless overridden."""
        return self.FOOTER

    def footer_right(self) -> tuple[str, ...]:
        """Return the ids at the right of the footer."""
        keys = () if self.BARE else (KEYS.id,)
        return (*keys, SUPPORT.id)

    def reshape(self) -> None:
        """Do what another breadth or tallness asks for; nothing by default."""

    def put_away(self) -> None:
        """Keep what is unsaved, at once; called when another than Esc takes over.

        Support, another place, the lock and leaving all end here. It may not
        ask, wait, or fail for a reason the person could be asked about.
        """

    def to_keep(self) -> Callable[[], object]:
        """Return what `put_away` does, for another thread: the page may be gone."""
        return self.put_away

    @property
    def is_untouched(self) -> bool:
        """Whether it shows only what anyone may see who comes to it."""
        return False

    def ask_nothing(self) -> None:
        """Put no question until it is asked for; called before the page is shown.

        So it is after Support, and after a passphrase that did not open.
        """

    def look_again(self) -> None:
        """Show what may have changed: all has been read, or something has come."""

    # What a subclass may ask.

    @property
    def breadth(self) -> Breadth:
        """How wide the window is."""
        if self.app.size.width < NARROW_BELOW:
            return Breadth.NARROW
        if self.app.size.width < WIDE_FROM:
            return Breadth.NORMAL
        return Breadth.WIDE

    @property
    def narrow(self) -> bool:
        """Is the window under 72 cells wide?"""
        return self.breadth is Breadth.NARROW

    @property
    def wide(self) -> bool:
        """Is the window 108 cells wide or more?"""
        return self.breadth is Breadth.WIDE

    @property
    def tall(self) -> bool:
        """Has the window 32 rows or more?"""
        return self.app.size.height >= TALL_FROM

    @property
    def rows(self) -> int:
        """How many rows the body has."""
        return self.app.size.height - (_AROUND_TALL if self.tall else _AROUND)

    @property
    def small(self) -> bool:
        """Is the window too small for a page?"""
        size = self.app.size
        return size.width < SMALLEST_WIDTH or size.height < SMALLEST_HEIGHT

    @property
    def typing(self) -> bool:
        """Would a letter be typed, and not be a key?"""
        return isinstance(self.focused, (Input, TextArea))

    @property
    def leads_on(self) -> bool:
        """Do the letters of the places go there?"""
        return not self.BARE

    @property
    def host(self) -> Host:
        """The program, as far as a page needs it."""
        return cast("Host", self.app)

    def keys_shown(self) -> tuple[str, ...]:
        """Return the ids of every key of this page, the footer's first."""
        return tuple(dict.fromkeys((*self.footer(), *self.ALSO)))

    def say(self, words: str) -> None:
        """Say a sentence at the right of the header, until the page says another."""
        self.aside = words

    def draw_bars(self) -> None:
        """Draw the header and the footer again."""
        # A page that is going away may still be told of something, without its bars.
        for head in self.query("#head").results(bars.Bar):
            self._draw_head(head)
        for foot in self.query("#foot").results(bars.Bar):
            self._draw_foot(foot)

    def action_back(self) -> None:
        """Take this page away."""
        self.host.back()

    # What is the same for all.

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield bars.Bar(id="head")
            with Vertical(id="body"):
                yield from self.body()
            yield Static(Content(TOO_SMALL), id="small", markup=False)
            yield bars.Bar(id="foot")

    # Textual calls the handler of every class in turn: `super()` would be twice, and
    # `on_mount` stays free for the subclasses.

    @override
    def _on_mount(self, event: events.Mount) -> None:
        # The signal holds what it calls, and through it a page with all its words.
        me = ref(self)

        def draw_again(_: Theme) -> None:
            page = me()
            if page is not None:
                page.draw_bars()

        self.app.theme_changed_signal.subscribe(self, draw_again, immediate=True)
        self._measure()

    @override
    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        self._measure()

    @override
    async def _on_resize(self, event: events.Resize) -> None:
        self._measure()

    def _on_descendant_focus(self) -> None:
        # Where letters are typed the footer shows `F2`, not `?`.
        self.draw_bars()

    def _on_descendant_blur(self) -> None:
        self.draw_bars()

    def watch_trail(self) -> None:
        """Draw the header again."""
        self.draw_bars()

    def watch_aside(self) -> None:
        """Draw the header again."""
        self.draw_bars()

    def _measure(self) -> None:
        if self.small and not self.has_class("-small"):
            self._focused_before = self.focused
        grown = self.has_class("-small") and not self.small
        self.set_class(self.small, "-small")
        if grown:
            self.set_focus(self._focused_before)
        self.draw_bars()
        shape = (self.breadth, self.tall)
        if shape != self._shape:
            self._shape = shape
            self.reshape()

    def _draw_head(self, head: bars.Bar) -> None:
        left: list[list[bars.Piece]] = []
        if self.trail:
            left = [bars.line_pieces(head, self.trail)]
        elif not self.BARE:
            left = [
                bars.place_pieces(head, KEYMAP[f"app.{name}"], current=current)
                for name in PLACES
                if (current := name == self.PLACE) or not self.narrow
            ]
        aside = self.aside
        if aside is None:
            aside = "" if self.BARE else self.host.aside
        if self.narrow and not aside.endswith("."):
            aside = aside.partition(" · ")[0]
        head.show(left, [bars.muted_pieces(head, aside)] if aside else [])

    def _draw_foot(self, foot: bars.Bar) -> None:
        if self.small:
            right = [bars.key_pieces(foot, SUPPORT)]
            foot.show([bars.key_pieces(foot, LEAVE)], right)
            return
        shown = entries(self.footer())
        left = [bars.key_pieces(foot, entry) for entry in shown]
        # Whatever has no room, the way back has.
        keeps_last = bool(shown) and shown[-1].meaning is Meaning.BACK
        right = [
            bars.key_pieces(foot, entry, typing=self.typing)
            for entry in entries(self.footer_right())
        ]
        foot.show(left[:1] if self.narrow else left, right, keeps_last=keeps_last)


def _plain(words: str | Iterable[Line] | Content) -> ContentText:
    if isinstance(words, Content):
        return words
    if isinstance(words, str):
        return Content(words)
    return content(words)
