"""The program: it owns colours, ways and keys, and holds no words of its own."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Timer
from typing import Any, ClassVar
from weakref import ref

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.timer import Timer as Later
from textual.widgets import Input, TextArea
from typing_extensions import override

from journal.domain.marks import GLYPHS, PLAIN, Marks
from journal.ui import quiet
from journal.ui import theme as themes
from journal.ui.guarding import Guard
from journal.ui.keymap import (
    ALL_PLACES,
    KEYMAP,
    Entry,
    Meaning,
    bindings,
    entries,
)
from journal.ui.keys_page import KeysPage
from journal.ui.page import Page
from journal.ui.scroll_line import ScrollLine
from journal.ui.support import SupportPage
from journal.ui.watching import forget_gone

CRASH_WORDS = (
    "Lean-to stopped because of a mistake in it. What was saved is safe, and so is "
    "what was kept as you typed."
)
COPIED = "Copied. Other programs can read what is copied."
WINDOW_TITLE = "Lean-to"
EVENING = "evening"
"""Among the places, the page of a hard evening: it is laid over any of them."""
_KEEP_TITLE, _RESTORE_TITLE = "\x1b[22;2t", "\x1b[23;2t"
_SET_TITLE = f"\x1b]2;{WINDOW_TITLE}\x07"
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_LEAVE_ALTERNATE_SCREEN = "\x1b[?1049l"
SHOWN_WITHIN = 0.25
"""Seconds the door waits for a page to be kept, when the journal is locked."""
LEAVES_WITHIN = 1.5
ENDS_WITHIN = 2.0
"""Seconds after which leaving has ended the process, whoever is at work in it."""
# Textual's own empty screen lies under the place.
_STACK_OF_A_PLACE = 2


def _only_keep(keep: Callable[[], object], _within: float) -> None:
    """Keep what is unsaved, where there is no session to drop."""
    keep()


def _always(_place: str) -> str:
    """Let one go to every place."""
    return ""


def _three() -> int:
    """Return the minutes after which to lock, where nobody chose others."""
    return 3


class JournalApp(App[None]):
    """Shows pages and goes between them.

    Args:
        pages: makes the page of each place, by name; no page knows another. That of
            a hard evening is among them.
        start: the place to begin and to end at while nothing is unlocked.
        home: the place to come to when something is.
        why_not: says why one cannot go to a place now, beside what is unlocked; nothing
            where one can.
        theme: paper, lamp, terminal or no-colour.
        plain_marks: ASCII marks; None asks the encoding of the terminal.
        drop_session: does what it is given, forgets keys and closes the vault; returns
            after so many seconds, whoever is at work in there.
        locks_after: after how many minutes without a key to lock.
        end: ends the process with a code, at once.
    """

    TITLE = WINDOW_TITLE
    ENABLE_COMMAND_PALETTE = True
    ESCAPE_TO_MINIMIZE = False
    PAUSE: ClassVar = 0.8
    """Seconds without a letter after which nobody is typing any more."""
    BINDINGS: ClassVar = [
        *bindings(
            "app.support", "app.leave", "app.lock", "app.hard-evening", priority=True
        ),
        Binding("f2", "keys", id="app.keys", show=False, priority=True),
        Binding("question_mark", "keys", id="app.keys:?", show=False),
        *bindings(*(f"app.{name}" for name in ALL_PLACES)),
    ]
    CSS = """
    Screen { background: $paper; color: $ink; }
    Toast { background: $surface; color: $ink; border: none; padding: 0 2; }
    CommandPalette { background: $paper 60%; }
    CommandPalette > Vertical { background: $surface; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input {
        border: none; background: $surface; padding: 1 2 0 2; height: auto;
    }
    CommandPalette #--input Button { display: none; }
    CommandPalette CommandInput { background: $surface; color: $ink; }
    CommandPalette CommandList { background: $surface; color: $ink; border: none; }
    CommandPalette > .command-palette--help-text {
        color: $muted; text-style: not bold;
    }
    """

    def __init__(  # noqa: PLR0913 - how a program is put together
        self,
        pages: Mapping[str, Callable[[], Page]],
        *,
        start: str,
        home: str = "today",
        why_not: Callable[[str], str] = _always,
        theme: str = themes.DEFAULT,
        plain_marks: bool | None = None,
        drop_session: Callable[[Callable[[], object], float], object] = _only_keep,
        locks_after: Callable[[], int] = _three,
        end: Callable[[int], object] = os._exit,
    ) -> None:
        quiet.hush()
        super().__init__()
        self.session: object | None = None
        self.aside = ""
        self.marks: Marks = _marks_for(sys.stdout.encoding, plain=plain_marks)
        self._places = pages
        self._start = start
        self.home = home
        self._why_not = why_not
        self._drop_session = drop_session
        self._end = end
        self._stray: Later | None = None
        self.guard = Guard(
            self,
            lock=self.lock,
            leave=self.leave,
            clear=partial(self._write, _CLEAR),
            minutes=locks_after,
        )
        self._evening: Page | None = None
        self.animation_level = "none"
        ScrollBar.renderer = ScrollLine
        for known in themes.THEMES:
            self.register_theme(known)
        self.theme = theme

    # Going from page to page.

    def let_typing_end(self) -> None:
        """Swallow letters until they pause: they were meant for the page before."""
        if self._stray is not None:
            self._stray.stop()
        self._stray = self.set_timer(self.PAUSE, self._typing_has_ended)

    def _typing_has_ended(self) -> None:
        self._stray = None

    @override
    async def on_event(self, event: events.Event) -> None:
        is_input = isinstance(event, (events.InputEvent, events.Paste))
        if is_input and not self.guard.someone_is_here():
            return
        if self._stray is not None and isinstance(event, events.Key):
            typed = event.is_printable or event.key == "enter"
            if typed and not isinstance(self.focused, (Input, TextArea)):
                self.let_typing_end()
                return
        await super().on_event(event)

    def go(self, place: str, *, asks: bool = True, is_kept: bool = False) -> None:
        """Show a place by its name; every page that is open is put away first.

        Without `asks`, and from Support, the page is asked to ask nothing. With
        `is_kept` what is open was put away already.

        Raises:
            KeyError: no page is made for that name.
        """
        page = self._places[place]()
        if not asks or isinstance(self.screen, SupportPage):
            page.ask_nothing()
        if not is_kept:
            self._put_all_away()
        while len(self.screen_stack) > _STACK_OF_A_PLACE:
            self.pop_screen()
        self.switch_screen(page)

    def go_to_start(self, *, asks: bool = True) -> None:
        """Show Today, or Unlock while nothing is unlocked."""
        self.go(self._start if self.session is None else self.home, asks=asks)

    def open_page(self, page: Page) -> None:
        """Lay a page over the one that is shown; `back` takes it away."""
        self.push_screen(page)

    def back(self) -> None:
        """Take the uppermost page away; from a place, go to the start."""
        if len(self.screen_stack) > _STACK_OF_A_PLACE:
            self.pop_screen()
        else:
            self.go_to_start()

    def begin_evening(self) -> None:
        """Lay the page of a hard evening over the place; what is open is put away.

        While that page is open it is shown again, as it is.

        Raises:
            KeyError: no such page is made.
        """
        shown = self._evening
        if shown is None or shown not in self.screen_stack:
            page = self._places[EVENING]()
            self._put_all_away()
            while len(self.screen_stack) > _STACK_OF_A_PLACE:
                self.pop_screen()
            self._evening = page
            self.push_screen(page)
            return
        while self.screen is not shown:
            self.pop_screen()

    def lock(self) -> bool:
        """Keep what is unsaved, forget the keys, and show the start.

        While nothing is open, what is half typed or was said is put away as well.
        Return whether anything was open.
        """
        was_open = self.session is not None
        if not was_open and self._is_untouched:
            # What is typed at a bare door then is typed, also after a long while.
            return False
        gone = [ref(page) for page in self._open_pages()]
        keep = self._to_keep()
        self._forget(keep, SHOWN_WITHIN)
        self._forget_typed()
        # What was typed is kept, or being kept; what the lines show now is nothing.
        self.go(self._start, is_kept=True)
        # Once the pages have gone, what was drawn of them goes too.
        self.run_worker(forget_gone(self, gone))
        return was_open

    def leave(self) -> None:
        """End at once: clear the window, keep what is unsaved, forget the keys.

        Nothing is asked and nothing awaited, and each step is taken even if the
        one before it failed, or does not come to its end.
        """
        late = Timer(ENDS_WITHIN, self._end, (0,))
        late.daemon = True
        late.start()
        with contextlib.ExitStack() as steps:
            # Run from the last to the first.
            steps.callback(self._end, 0)
            steps.callback(late.cancel)
            steps.callback(self._forget, self._to_keep(), LEAVES_WITHIN)
            steps.callback(self._give_terminal_back)
            steps.callback(self._write, _LEAVE_ALTERNATE_SCREEN + _CLEAR)

    def _places_open(self) -> list[str]:
        """Return the places one can go to now."""
        return [name for name in ALL_PLACES if self._is_open(name)]

    def _is_open(self, place: str) -> bool:
        return self._is_there(place) and not self._why_not(place)

    def _is_there(self, place: str) -> bool:
        return self.session is not None and place in self._places

    @property
    def _may_begin_evening(self) -> bool:
        """Is something unlocked, and is no page open that has to be left first?"""
        is_open = self.session is not None and EVENING in self._places
        pages = self._open_pages()
        return is_open and all(page.STEPS_ASIDE and not page.STILL for page in pages)

    @property
    def _is_untouched(self) -> bool:
        page = self.screen
        is_alone = len(self.screen_stack) == _STACK_OF_A_PLACE
        return is_alone and isinstance(page, Page) and page.is_untouched

    def _put_all_away(self) -> None:
        for page in reversed(self._open_pages()):
            page.put_away()

    def _to_keep(self) -> Callable[[], object]:
        """Return what keeps all that is unsaved, once the pages have gone."""
        keeping: list[Callable[[], object]] = []
        for page in self._open_pages():
            # The way out stays open, whatever is wrong with a page.
            with contextlib.suppress(Exception):
                keeping.append(page.to_keep())

        def keep() -> None:
            with contextlib.ExitStack() as steps:
                # Run from the last to the first, as the pages lie.
                for one in keeping:
                    steps.callback(one)

        return keep

    def _open_pages(self) -> list[Page]:
        return [screen for screen in self.screen_stack if isinstance(screen, Page)]

    def _forget(self, keep: Callable[[], object], within: float) -> None:
        self.session, self.aside, self._evening = None, "", None
        if self._stray is not None:
            # It remembers the page from which it was set.
            self._stray.stop()
            self._stray = None
        self._clipboard = ""
        self._drop_session(keep, within)

    def _forget_typed(self) -> None:
        for screen in self.screen_stack:
            for field in screen.query(Input):
                with field.prevent(Input.Changed):
                    field.value = ""

    def _give_terminal_back(self) -> None:
        if self._driver is None or self._driver.is_headless:
            return
        self._write(_RESTORE_TITLE)
        self._driver.stop_application_mode()
        self._write(_CLEAR)
        self._driver.close()

    def _write(self, control: str) -> None:
        if self._driver is not None:
            self._driver.write(control)
            self._driver.flush()

    # What the keys do.

    def action_support(self) -> None:
        """Show Support over whatever is shown, unless it is shown already."""
        if not isinstance(self.screen, SupportPage):
            self._take_palette_away()
            self.open_page(SupportPage())

    def action_keys(self) -> None:
        """Show the keys of this page; pressed there, take them away."""
        page = self.screen
        if isinstance(page, KeysPage):
            self.back()
        elif isinstance(page, Page):
            names, places = page.keys_shown(), self._places_open()
            if page.typing:
                names = tuple(n for n in names if not KEYMAP[n].is_letter)
            if page.typing or not page.leads_on:
                places = []
            keys = KeysPage(
                names,
                places=places,
                locks=self.session is not None,
                steps_aside=self._may_begin_evening,
            )
            self.open_page(keys)

    def action_leave(self) -> None:
        """Leave at once."""
        self.leave()

    def action_lock(self) -> None:
        """Lock the journal."""
        self.lock()

    def action_hard_evening(self) -> None:
        """Open a page of one's own, whatever is shown."""
        self._take_palette_away()
        self.begin_evening()

    def action_go(self, place: str) -> None:
        """Go to a place, or say why one cannot."""
        why_not = self._why_not(place)
        if not why_not:
            self.go(place)
        elif isinstance(self.screen, Page):
            self.screen.say(why_not)

    @override
    async def action_quit(self) -> None:
        self.leave()

    @override
    def action_help_quit(self) -> None:
        # Ctrl+C copies in a field and never ends anything: words may be unsaved.
        words = "To leave, press ctrl+q. What you were writing is kept."
        if isinstance(self.screen, Page):
            self.screen.say(words)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        page = self.screen
        if action == "go":
            is_there = self._is_there(str(parameters[0]))
            return is_there and isinstance(page, Page) and page.leads_on
        if action == "hard_evening":
            return self._may_begin_evening
        if action in {"keys", "command_palette"}:
            return not (isinstance(page, Page) and page.STILL)
        return super().check_action(action, parameters)

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield what the keys do, and nothing of Textual's own.

        Its own commands would write a picture of the page into a folder.
        """
        names: list[str] = []
        if isinstance(screen, Page):
            names += screen.keys_shown()
        if self.session is not None:
            if isinstance(screen, Page) and screen.leads_on:
                names += [f"app.{name}" for name in self._places_open()]
            names += ["app.hard-evening"] if self._may_begin_evening else []
            names.append("app.lock")
        names += ["app.support", "app.keys", "app.leave"]
        for entry in entries(dict.fromkeys(names)):
            if entry.meaning is not Meaning.UP_DOWN:
                label = entry.label[0].upper() + entry.label[1:]
                yield SystemCommand(label, entry.says, partial(self._press, entry))

    def _press(self, entry: Entry) -> None:
        """Do what the key does, also where the letter would be typed."""
        focused = self.focused
        if isinstance(focused, (Input, TextArea)) and entry.is_letter:
            self.screen.set_focus(None)
        self.simulate_key(entry.key)

    def _take_palette_away(self) -> None:
        if not isinstance(self.screen, Page):
            self.pop_screen()

    @override
    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is marked, because a key asked for it, and say what that means."""
        super().copy_to_clipboard(text)
        if text and isinstance(self.screen, Page):
            self.screen.say(COPIED)

    # What Textual asks of a program.

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults()

    def on_mount(self) -> None:
        """Show the start, under a title that says no more than the program's name."""
        quiet.hush_loop(asyncio.get_running_loop())
        self.push_screen(self._places[self._start]())
        self.guard.begin()
        self._write(_KEEP_TITLE + _SET_TITLE)

    def on_unmount(self) -> None:
        """Give the window its old title back, and leave no page in it."""
        self._write(_RESTORE_TITLE + _CLEAR)

    # Nothing written may leak sideways: no traceback with local variables, no
    # log, whatever the environment asks for.

    @override
    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    @override
    def _fatal_error(self) -> None:
        self.panic()

    @override
    def panic(self, *renderables: object) -> None:
        """Stop, and say only that; what was to be shown may hold words."""
        del renderables
        if not self._exit_renderables:
            self._exit_renderables.append(CRASH_WORDS)
        self._close_messages_no_wait()

    @override
    def _log(self, *args: object, **kwargs: object) -> None:
        """Log nothing: Textual's log holds every key that was pressed."""

    @override
    def save_screenshot(self, *_: object, **__: object) -> str:
        """Keep no picture: it would hold the page."""
        return ""

    @override
    def deliver_screenshot(self, *_: object, **__: object) -> None:
        """Keep no picture, as above."""

    def forget_crash(self) -> None:
        """Let go of what went wrong; its frames hold what was on the page."""
        self._exception = None


def _marks_for(encoding: str | None, *, plain: bool | None) -> Marks:
    if plain is None:
        try:
            "○●⌂→›¦│·".encode(encoding or "ascii")  # noqa: RUF001 - the marks
        except (UnicodeEncodeError, LookupError):
            plain = True
    return PLAIN if plain else GLYPHS
