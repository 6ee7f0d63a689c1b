from textual import events
from textual.app import ComposeResult

from journal.ui.fields import LineField, PageField
from tests.ui.conftest import app_with, rows

DIRTY = "one\x1b]8;;x\x07 [b]two[/b]\u202e\r\nthree"


async def test_what_is_pasted_on_the_page_cannot_drive_a_terminal() -> None:
    def body() -> ComposeResult:
        yield PageField()

    app = app_with(body)
    async with app.run_test() as pilot:
        page = app.screen.query_one(PageField)
        app.post_message(events.Paste(DIRTY))
        await pilot.pause()
        assert page.text == "one]8;;x [b]two[/b]\nthree"
        app.copy_to_clipboard("\x1b[2J")
        page.action_paste()
        assert "\x1b" not in page.text


async def test_what_is_pasted_on_a_line_stays_one_line_and_fits() -> None:
    def body() -> ComposeResult:
        yield LineField(max_length=12)

    app = app_with(body)
    async with app.run_test() as pilot:
        line = app.screen.query_one(LineField)
        app.post_message(events.Paste("two\nlines\x1b and far too much"))
        await pilot.pause()
        assert line.value == "two lines an"


async def test_a_passphrase_is_never_drawn() -> None:
    def body() -> ComposeResult:
        yield LineField(password=True)

    app = app_with(body)
    async with app.run_test() as pilot:
        await pilot.press(*"quiet")
        assert "quiet" not in "".join(rows(app))
        assert "•••••" in "".join(rows(app))


async def test_tab_leaves_the_page() -> None:
    def body() -> ComposeResult:
        yield PageField()
        yield LineField()

    app = app_with(body)
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert isinstance(app.focused, LineField)
        assert app.screen.query_one(PageField).text == ""
