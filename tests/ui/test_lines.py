from collections.abc import Sequence

import pytest
from textual.app import ComposeResult

from journal.domain.drawing import Line
from journal.ui.column import thumb
from journal.ui.lines import Lines
from journal.ui.reader import Text
from tests.ui.conftest import Golden, app_with, ink, rows, screen_text

NASTY = "[@click=app.quit]x[/] [b]bold[/b] [/ \x1b]8;;evil\x07"


class Shelf:
    """A great many things, which remembers what it was asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: set[int] = set()
        self.opened: list[int] = []

    def block(self, index: int, width: int) -> Sequence[Line]:
        self.asked.add(index)
        return [ink(f"Thing {index}"), *[ink("more"[:width])] * (index % 3)]

    def body(self) -> ComposeResult:
        yield Lines(self.count, self.block, gap_rows=1)


@pytest.mark.parametrize("count", [100, 100_000])
async def test_only_what_is_near_the_window_is_ever_asked_for(count: int) -> None:
    shelf = Shelf(count)
    app = app_with(shelf.body)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "home", "pagedown", "down", "up", "pageup", "end")
        lines = app.screen.query_one(Lines)
        lines.scroll_rows(-30)
        await pilot.pause()
        assert len(shelf.asked) < 60
        assert lines.selected == count - 1


async def test_the_mark_moves_and_stays_in_sight() -> None:
    app = app_with(Shelf(50).body)
    async with app.run_test(size=(80, 24)) as pilot:
        lines = app.screen.query_one(Lines)
        for key, place in [
            ("down", 1),
            ("up", 0),
            ("end", 49),
            ("up", 48),
            ("home", 0),
            ("up", 0),
        ]:
            await pilot.press(key)
            assert lines.selected == place
            assert f"› Thing {place}" in screen_text(app)  # noqa: RUF001 - the mark
        await pilot.press("space")
        there = lines.selected
        assert there > 4
        await pilot.press("pageup")
        assert lines.selected < there


async def test_something_of_the_next_thing_is_seen_below_the_selected() -> None:
    app = app_with(Shelf(50).body)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["down"] * 12)
        assert "Thing 13" in screen_text(app)


async def test_a_click_selects_and_a_second_one_opens_as_enter_does() -> None:
    opened: list[int] = []
    app = app_with(Shelf(9).body)
    async with app.run_test(size=(80, 24)) as pilot:
        lines = app.screen.query_one(Lines)
        post = lines.post_message

        def note(message: object) -> bool:
            if isinstance(message, Lines.Opened):
                opened.append(message.index)
            return post(message)  # type: ignore[arg-type]  # passed on as it came

        lines.post_message = note  # type: ignore[method-assign]  # listens in
        await pilot.click(Lines, offset=(4, 2))
        assert (lines.selected, opened) == (1, [])
        await pilot.click(Lines, offset=(4, 2))
        await pilot.press("enter")
        assert opened == [1, 1]


async def test_the_wheel_scrolls_and_leaves_the_mark() -> None:
    app = app_with(Shelf(50).body)
    async with app.run_test(size=(80, 24)) as pilot:
        lines = app.screen.query_one(Lines)
        lines.scroll_rows(6)
        await pilot.pause()
        assert lines.selected == 0
        assert "Thing 0" not in screen_text(app)
        lines.scroll_rows(-60)
        await pilot.pause()
        assert "Thing 0" in screen_text(app)
        lines.scroll_rows(10_000)
        await pilot.pause()
        assert "Thing 49" in screen_text(app)


async def test_the_scroll_line_is_there_only_when_there_is_more() -> None:
    app = app_with(Shelf(3).body)
    async with app.run_test(size=(80, 24)) as pilot:
        lines = app.screen.query_one(Lines)
        assert lines.scroll_span() is None
        lines.show(60)
        await pilot.pause()
        span = lines.scroll_span()
        assert span
        assert span[0] == 0
        await pilot.press("end")
        span = lines.scroll_span()
        assert span
        assert sum(span) == lines.size.height
        lines.show(0)
        await pilot.pause()
        assert lines.scroll_span() is None
        assert lines.selected == -1


async def test_peoples_words_are_never_markup_in_a_list_or_a_text() -> None:
    def body() -> ComposeResult:
        yield Lines(1, lambda _index, _width: [ink(NASTY)])
        yield Text(lambda _width: [ink(NASTY)])

    app = app_with(body)
    async with app.run_test(size=(80, 24)) as pilot:
        assert screen_text(app).count("[@click=app.quit]x[/] [b]bold[/b] [/") == 2
        await pilot.click(Text, offset=(18, 0))
        assert app.is_running


async def test_a_text_scrolls_by_keys_and_ends_where_it_ends() -> None:
    def body() -> ComposeResult:
        yield Text(lambda _width: [ink(f"row {number}") for number in range(50)])

    app = app_with(body)
    async with app.run_test(size=(80, 24)) as pilot:
        text = app.screen.query_one(Text)
        for key, row in [
            ("down", 1),
            ("up", 0),
            ("up", 0),
            ("space", 16),
            ("pageup", 0),
            ("end", 32),
            ("down", 32),
            ("home", 0),
        ]:
            await pilot.press(key)
            assert text.row == row
        text.scroll_rows(3)
        text.show(keep_place=True)
        assert text.row == 3
        text.show(lambda _width: [ink("short")])
        await pilot.pause()
        assert text.scroll_span() is None


async def test_a_list_of_headed_things_looks_as_drawn(golden: Golden) -> None:
    def body() -> ComposeResult:
        yield Lines(
            9,
            lambda index, _width: [ink(f"Thing {index}"), ink("and more")],
            heading=lambda index, _width: [ink("November")] if index == 0 else [],
            gap_rows=1,
            tint=True,
        )

    app = app_with(body)
    async with app.run_test(size=(60, 20)):
        golden("\n".join(rows(app)) + "\n")


def test_the_scroll_line_touches_an_end_only_at_an_end() -> None:
    assert thumb(before=0, shown=0.5, height=10) == (0, 5)
    assert thumb(before=0.001, shown=0.5, height=10) == (1, 5)
    assert thumb(before=0.499, shown=0.5, height=10) == (4, 5)
    assert thumb(before=0.5, shown=0.5, height=10) == (5, 5)
