"""A small program to try the screens in, and screens compared as text."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from typing_extensions import override

from journal.domain.drawing import Line, Span, Tone
from journal.services import shipped
from journal.storage import prompt_files
from journal.ui.app import JournalApp
from journal.ui.page import Page
from tests.stillness import pilots_wait_for_stillness  # noqa: F401 - a fixture

Golden = Callable[[str], None]
MakeApp = Callable[..., JournalApp]


def screen_text(app: App[Any]) -> str:
    """What a person would read on the terminal, one line per row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


def rows(app: App[Any]) -> list[str]:
    """Every row of the terminal, the blank ones at the foot too."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def footer_row(app: App[Any]) -> str:
    """The footer: the last row but one."""
    return rows(app)[-2].strip()


def ink(words: str, tone: Tone = Tone.INK) -> Line:
    """One line of one span."""
    return (Span(words, tone),)


def plain(widget: Widget) -> str:
    """The text of a static widget."""
    shown = widget.render()
    assert isinstance(shown, Content)
    return shown.plain


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with golden/<test name>.txt; --update-golden rewrites it."""
    path = Path(request.path).parent / "golden" / f"{request.node.name}.txt"

    def check(actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, "utf-8", newline="\n")
        assert actual == path.read_text("utf-8")

    return check


@pytest.fixture
def little_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A few prompts in four themes in place of all there are, from files as ever."""
    from tests.ui.shelf import LITTLE  # noqa: PLC0415 - it asks for this module

    folder = tmp_path / "package" / "_prompts"
    shutil.copytree(prompt_files._folder(), folder)
    for path in folder.glob("*.toml"):
        if path.stem in prompt_files.theme_names():
            path.unlink()
    for name, text in LITTLE.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(prompt_files, "_PACKAGE", folder.parent)
    shipped.library.cache_clear()
    yield
    shipped.library.cache_clear()


class Ending:
    """Stands for the end of the process and remembers the code."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def __call__(self, code: int) -> None:
        self.codes.append(code)


def app_with(body: Callable[[], ComposeResult], **options: Any) -> JournalApp:
    """A program whose only place shows these widgets."""

    class Only(Page):
        PLACE = "us"
        FOOTER = ("us.read", "mine.view", "us.which")

        @override
        def body(self) -> ComposeResult:
            yield from body()

    options.setdefault("end", Ending())
    app = JournalApp({"us": Only, "today": Only}, start="us", **options)
    app.aside = "Ana · Tue 24 November"
    return app
