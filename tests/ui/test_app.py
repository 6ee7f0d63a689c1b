import asyncio
import inspect
import io
from collections.abc import Callable
from contextlib import ExitStack, suppress
from threading import Event
from typing import Any

import pytest
from textual import work
from textual.app import ComposeResult
from textual.widgets import Static
from typing_extensions import override

from journal.services.support import countries
from journal.ui import app as app_module
from journal.ui.app import CRASH_WORDS, JournalApp
from journal.ui.fields import PageField
from journal.ui.keys_page import KeysPage
from journal.ui.page import Page, Words
from journal.ui.support import SupportPage
from tests.ui.conftest import Ending, Golden, app_with, footer_row, rows, screen_text

MARKER = "marker-of-a-passphrase"


class Writing(Page):
    FOOTER = ("write.save", "write.put-away")

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []
        self.saved = 0

    @override
    def body(self) -> ComposeResult:
        yield PageField()

    @override
    def put_away(self) -> None:
        self.kept.append(self.query_one(PageField).text)

    def action_save(self) -> None:
        self.saved += 1


class Home(Page):
    PLACE = "today"
    FOOTER = ("today.write", "today.another", "today.blank", "today.open")

    @override
    def body(self) -> ComposeResult:
        yield Words("The question.")


class Door(Page):
    BARE = True
    FOOTER = ("unlock.open", "app.leave")


def program(**options: Any) -> JournalApp:
    options.setdefault("end", Ending())
    pages: dict[str, Callable[[], Page]] = {"unlock": Door, "today": Home, "us": Home}
    return JournalApp(pages, start="unlock", **options)


def dropping(steps: list[str]) -> Callable[[Callable[[], object], float], None]:
    def drop(keep: Callable[[], object], _within: float) -> None:
        with ExitStack() as last:
            last.callback(steps.append, "forgotten")
            keep()

    return drop


def shown(app: JournalApp) -> type[object]:
    return type(app.screen)


def opened(app: JournalApp) -> None:
    app.session = object()
    app.go("today")


async def test_keys_that_always_work_work_while_typing() -> None:
    forgotten: list[str] = []
    app = program(drop_session=dropping(forgotten))
    async with app.run_test() as pilot:
        opened(app)
        page = Writing()
        app.open_page(page)
        await pilot.press(*"ab?tm", "ctrl+s")
        assert page.query_one(PageField).text == "ab?tm"
        assert page.saved == 1
        assert footer_row(app).endswith("F2 keys   F1 support")
        await pilot.press("f2")
        assert shown(app) is KeysPage
        await pilot.press("f2")
        assert shown(app) is Writing
        await pilot.press("f1")
        assert shown(app) is SupportPage
        await pilot.press("escape")
        assert shown(app) is Home
        assert page.kept == ["ab?tm"]
        await pilot.press("ctrl+l")
        assert shown(app) is Door
        assert app.session is None
        assert forgotten == ["forgotten"]


async def test_ctrl_c_ends_nothing_and_says_what_does() -> None:
    app = program()
    async with app.run_test() as pilot:
        opened(app)
        await pilot.press("ctrl+c")
        assert app.is_running
        assert "To leave, press ctrl+q." in screen_text(app)


async def test_letters_of_places_do_nothing_before_the_journal_is_open() -> None:
    app = program()
    async with app.run_test() as pilot:
        await pilot.press("t", "u", "ctrl+l")
        assert shown(app) is Door
        opened(app)
        await pilot.press("u")
        assert shown(app) is Home


async def test_leaving_at_once_awaits_nothing_and_takes_every_step() -> None:
    steps: list[str] = []
    ending = Ending()
    app = program(drop_session=dropping(steps), end=ending)
    async with app.run_test():
        opened(app)
        page = Writing()
        await app.push_screen(page)
        written: list[str] = []
        assert app._driver
        app._driver.write = written.append  # type: ignore[method-assign, assignment]  # a terminal
        # No turn of the loop passes in here: leave is a plain call.
        assert not inspect.iscoroutinefunction(app.leave)
        app.leave()
        assert written[0].endswith("\x1b[?1049l\x1b[2J\x1b[3J\x1b[H")
        assert page.kept == [""]
        assert steps == ["forgotten"]
        assert ending.codes == [0]
        assert app.session is None


async def test_leaving_ends_even_if_a_step_on_the_way_fails() -> None:
    class Stubborn(Writing):
        @override
        def put_away(self) -> None:
            raise OSError

    ending = Ending()
    steps: list[str] = []
    app = program(drop_session=dropping(steps), end=ending)
    async with app.run_test():
        await app.push_screen(Stubborn())
        with pytest.raises(OSError):  # noqa: PT011 - the real end never returns
            app.leave()
        assert (ending.codes, steps) == ([0], ["forgotten"])


@pytest.mark.parametrize("step", ["clears", "forgets"])
async def test_leaving_ends_even_if_a_step_on_the_way_never_does(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    assert app_module.ENDS_WITHIN <= 2
    monkeypatch.setattr(app_module, "ENDS_WITHIN", 0)
    ended, was_in_time = Event(), list[bool]()

    def stands_still(*_: object) -> None:
        was_in_time.append(ended.wait(20))

    app = program(
        drop_session=stands_still if step == "forgets" else dropping([]),
        end=lambda _: ended.set(),
    )
    async with app.run_test():
        if step == "clears":
            monkeypatch.setattr(app, "_write", stands_still)
        app.leave()
        monkeypatch.undo()
    assert was_in_time == [True]


@pytest.mark.parametrize("falls", [False, True])
async def test_however_it_ends_no_page_stays_in_the_window(*, falls: bool) -> None:
    app, written = program(), list[str]()
    app.error_console.file = io.StringIO()
    with suppress(RuntimeError):
        async with app.run_test() as pilot:
            assert app._driver
            app._driver.write = written.append  # type: ignore[method-assign, assignment]  # a terminal
            await pilot.pause()
            if falls:
                app._handle_exception(RuntimeError())
    assert written[-1].endswith("\x1b[2J\x1b[3J\x1b[H")


async def _fall(app: JournalApp) -> str:
    out = io.StringIO()
    app.error_console.file = out
    try:
        async with app.run_test() as pilot:
            await pilot.pause()
            await asyncio.wait_for(app.workers.wait_for_complete(), 5)
    except Exception:  # noqa: BLE001, S110 - only what was printed matters here
        pass
    app._print_error_renderables()
    return out.getvalue()


def _raise() -> None:
    words = MARKER
    raise ValueError(words)


class FallsWhileMounting(Static):
    def on_mount(self) -> None:
        _raise()


class FallsWhileComposing(Static):
    @override
    def compose(self) -> ComposeResult:
        _raise()
        yield Static()


class FallsWhileDrawing(Static):
    @override
    def render_line(self, y: int) -> Any:
        del y
        _raise()


class FallsInAWorker(Static):
    def on_mount(self) -> None:
        self.toil()

    @work(thread=True)
    def toil(self) -> None:
        _raise()


class FallsInMarkup(Static):
    def on_mount(self) -> None:
        self.update(f"[@click={MARKER} [/nothing]")


@pytest.mark.parametrize(
    "kind",
    [
        FallsWhileMounting,
        FallsWhileComposing,
        FallsWhileDrawing,
        FallsInAWorker,
        FallsInMarkup,
    ],
)
async def test_a_crash_says_that_it_stopped_and_no_word_more(
    kind: type[Static], capfd: pytest.CaptureFixture[str]
) -> None:
    def body() -> ComposeResult:
        yield kind()

    app = app_with(body)
    printed = await _fall(app)
    out, err = capfd.readouterr()
    assert MARKER not in printed + out + err
    assert "Traceback" not in printed + out + err
    assert " ".join((printed + out + err).split()).count(CRASH_WORDS) == 1
    assert app.return_code == 1


async def test_a_failing_page_of_another_kind_is_told_no_more() -> None:
    app = program()
    async with app.run_test():
        app.panic(MARKER)
    out = io.StringIO()
    app.error_console.file = out
    app._exit_renderables.append(CRASH_WORDS)
    app._print_error_renderables()
    assert MARKER not in out.getvalue()


async def test_the_palette_offers_what_the_keys_do_and_no_picture_of_the_page() -> None:
    app = program()
    async with app.run_test() as pilot:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert titles == ["Open", "Leave", "Support", "Keys"]
        opened(app)
        await pilot.pause()
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Another" in titles
        assert "Us" in titles
        assert "Lock" in titles
        assert "Settings" not in titles
        assert not [title for title in titles if "creenshot" in title]
        await pilot.press("ctrl+p", "f1")
        assert shown(app) is SupportPage


async def test_a_command_presses_its_key_also_while_typing() -> None:
    app = program()
    async with app.run_test() as pilot:
        opened(app)
        await app.push_screen(Writing())
        commands = {each.title: each for each in app.get_system_commands(app.screen)}
        commands["Us"].callback()
        await pilot.pause()
        assert shown(app) is Home


async def test_going_to_an_unknown_place_changes_nothing() -> None:
    app = program()
    async with app.run_test():
        with pytest.raises(KeyError):
            app.go("nowhere")
        assert shown(app) is Door


@pytest.mark.parametrize("size", [(44, 24), (72, 24), (80, 24), (120, 40), (44, 16)])
async def test_the_footer_is_never_cut(size: tuple[int, int]) -> None:
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        foot = footer_row(app)
        assert foot.startswith("w write")
        assert foot.endswith("? keys   F1 support")
        assert "…" not in foot
        assert ("n another" in foot) == (size[0] >= 72)


async def test_a_window_too_small_says_so_and_still_lets_one_leave() -> None:
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app)
        page = Writing()
        await app.push_screen(page)
        await pilot.press("a")
        await pilot.resize_terminal(43, 15)
        await pilot.pause()
        assert "Make this window a little larger." in screen_text(app)
        assert footer_row(app).startswith("ctrl+q leave")
        assert footer_row(app).endswith("F1 support")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.press("b")
        assert page.query_one(PageField).text == "ab"


async def test_a_click_in_the_footer_presses_the_key() -> None:
    app = program()
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app)
        await pilot.pause()
        column = rows(app)[-2].index("F1 support")
        await pilot.click(offset=(column + 4, 22))
        await pilot.pause()
        assert shown(app) is SupportPage


@pytest.mark.parametrize("key", ["question_mark", "f1"])
@pytest.mark.parametrize("size", [(80, 24), (44, 24)])
async def test_support_and_keys_look_as_drawn(
    key: str, size: tuple[int, int], golden: Golden
) -> None:
    app = program()
    async with app.run_test(size=size) as pilot:
        opened(app)
        await pilot.press(key)
        await pilot.pause()
        golden(screen_text(app))


async def test_support_works_before_anything_is_open_and_shows_other_countries() -> (
    None
):
    app = program()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+g", "c")
        assert "call 911" in screen_text(app)
        for country in countries()[2:]:
            await pilot.press("c")
            assert country.danger[:40] in screen_text(app)
        await pilot.press("c")
        assert "call 999" in screen_text(app)
        await pilot.press("f1", "escape")
        assert shown(app) is Door


async def test_words_on_a_page_are_never_markup() -> None:
    words = "[@click=app.quit]x[/] [/ [heard]"

    def body() -> ComposeResult:
        yield Words(words)

    app = app_with(body)
    async with app.run_test() as pilot:
        page = app.screen
        assert isinstance(page, Page)
        page.say(words + ".")
        await pilot.pause()
        assert screen_text(app).count(words) == 2
        page.query_one(Words).say("[b]other")
        await pilot.pause()
        assert "[b]other" in screen_text(app)
