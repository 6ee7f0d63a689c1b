import asyncio
from threading import Event
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static
from typing_extensions import override


class Chain(App[None]):
    """One key sets off a chain of steps; another sends an errand into a thread."""

    BINDINGS: ClassVar = [("c", "chain", ""), ("e", "errand", "")]

    def __init__(self, go_on: Event) -> None:
        super().__init__()
        self.go_on = go_on
        self.said: list[str] = []

    @override
    def compose(self) -> ComposeResult:
        yield Static("before")

    def action_chain(self, steps: int = 20) -> None:
        self.said.append(str(steps))
        self.query_one(Static).update(f"{steps} to go")
        if steps:
            self.call_after_refresh(self.call_later, self.action_chain, steps - 1)
            if steps == 10:
                self.set_timer(0.01, lambda: self.said.append("timer"))

    def action_errand(self) -> None:
        self.run_worker(self.errand())

    async def errand(self) -> None:
        await asyncio.to_thread(self.go_on.wait)
        self.said.append("back")


async def test_a_key_is_over_when_all_it_brought_about_is_over_and_painted() -> None:
    app = Chain(Event())
    async with app.run_test() as pilot:
        await pilot.press("c")
        assert app.said[-1] == "0"
        assert len(app.said) == 22
        assert "0 to go" in app.screen._compositor.render_strips()[0].text


async def test_an_errand_that_stands_still_is_not_waited_for() -> None:
    go_on = Event()
    app = Chain(go_on)
    async with app.run_test() as pilot:
        await pilot.press("e")
        assert app.said == []
        go_on.set()
        await pilot.press("c")
        await pilot.app.workers.wait_for_complete()
        assert "back" in app.said
