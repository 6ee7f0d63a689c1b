"""Python told to ask on after a command does not: the process ends with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CRASHES = """
from journal.cli.crash import say_little_about_crashes
say_little_about_crashes()
raise RuntimeError("heliotrope")
"""


def asked_afterwards(*argv: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, *argv],
        env=os.environ | {"PYTHONINSPECT": "1"},
        cwd=Path(__file__).parents[2],
        input="print('still ' + 'here')\n",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("argv", "code"), [(("-m", "journal", "--version"), 0), (("-c", CRASHES), 1)]
)
def test_nobody_can_look_around_after_the_command(
    argv: tuple[str, ...], code: int
) -> None:
    done = asked_afterwards(*argv)
    assert done.returncode == code
    assert "still here" not in done.stdout
    assert "heliotrope" not in done.stdout + done.stderr
