"""What is done in a thread is told to a page that is there, and to no other."""

import asyncio
import threading

import pytest
from textual.app import ComposeResult
from textual.widgets import Static
from typing_extensions import override

from journal.errors import NotPossible
from journal.ui import errands
from journal.ui.page import Page
from tests.ui.conftest import app_with


class Lingering(Static):
    """Something on a page that takes a while to go."""

    def __init__(self) -> None:
        super().__init__("here")
        self.may_go = asyncio.Event()

    async def on_unmount(self) -> None:
        await self.may_go.wait()


class Over(Page):
    @override
    def body(self) -> ComposeResult:
        yield Lingering()


@pytest.mark.parametrize("fails", [False, True])
async def test_a_page_that_is_going_away_is_told_nothing(*, fails: bool) -> None:
    app = app_with(lambda: [Static("below")])
    told: list[object] = []
    may_end = threading.Event()

    def toil() -> str:
        may_end.wait(10)
        if fails:
            raise NotPossible("It was not possible.")
        return "done"

    async with app.run_test() as pilot:
        page = Over()
        app.open_page(page)
        await pilot.pause()
        lingering = page.query_one(Lingering)
        errands.run(page, toil, told.append, trouble=told.append)
        await asyncio.sleep(0)
        app.back()
        # Its widgets are going, and it still has its workers.
        assert page.is_attached
        may_end.set()
        await app.workers.wait_for_complete()
        lingering.may_go.set()
        await pilot.pause()
    assert told == []


async def test_a_page_that_is_there_is_told_what_came_of_it() -> None:
    app = app_with(lambda: [Static("below")])
    told: list[object] = []
    async with app.run_test() as pilot:
        page = app.screen
        errands.run(page, lambda: "done", told.append, trouble=told.append)
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert told == ["done"]
