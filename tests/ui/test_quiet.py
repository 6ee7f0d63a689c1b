"""The environment cannot make the full screen write down what it shows or is told."""

import asyncio
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual import constants

from journal.ui import quiet
from tests.ui.conftest import app_with

ASKED = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_LOG": "keys.log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "pictures",
    "TEXTUAL_DRIVER": "somewhere.else:Driver",
    "TEXTUAL_PRESS": "a,b",
    "TEXTUAL_ALLOW_SIGNALS": "1",
    "PYTHONASYNCIODEBUG": "1",
}
LOOKS = """
import os
from journal.ui.app import JournalApp
from textual import constants
app = JournalApp({}, start="us")
print([one for one in os.environ if one.startswith("TEXTUAL")])
print(constants.LOG_FILE, constants.DEBUG, constants.SCREENSHOT_DELAY)
print(constants.DRIVER, constants.PRESS == "", app.features, app.devtools)
"""


def test_the_library_is_asked_for_nothing_by_the_environment(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", LOOKS],
        env=os.environ | ASKED | {"PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "[]",
        "None False -1",
        "None True frozenset() None",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_here_already_is_asked_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "LOG_FILE", "keys.log")
    monkeypatch.setattr(constants, "SCREENSHOT_DELAY", 0)
    monkeypatch.setenv("TEXTUAL_LOG", "keys.log")
    quiet.hush()
    assert constants.LOG_FILE is None
    assert constants.SCREENSHOT_DELAY == -1
    assert "TEXTUAL_LOG" not in os.environ


async def test_no_picture_of_a_page_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_with(lambda: iter(()))
    async with app.run_test():
        assert app.save_screenshot("page.svg", str(tmp_path)) == ""
        app.deliver_screenshot("page.svg", str(tmp_path))
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - nothing waits for it


async def test_the_loop_names_nothing_it_works_on() -> None:
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    async with app_with(lambda: iter(())).run_test():
        assert not loop.get_debug()
        assert logging.getLogger("asyncio").disabled
