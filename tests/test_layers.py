"""What a fresh process loads, and what the README promises of the commands."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from journal.cli.commands import COMMANDS
from journal.cli.parser import parse_arguments

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
HEAVY = ("textual", "rich", "sqlite3", "sqlite_utils", "cryptography", "filelock")


def _loaded(code: str) -> set[str]:
    shown = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", f"{code}\n{shown}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "import journal.cli",
        "from journal.cli import main; main(['--version'])",
        "from journal.cli import main; main(['--help'])",
    ],
)
def test_what_is_asked_first_loads_nothing_heavy(code: str) -> None:
    assert not _loaded(code).intersection(HEAVY)


def test_the_first_frame_needs_no_cipher_and_no_database() -> None:
    loaded = _loaded("import journal.cli.screen, journal.ui.launch")
    assert not loaded.intersection({"sqlite_utils", "cryptography"})
    assert "textual" in loaded


def test_nothing_but_the_screens_loads_textual() -> None:
    assert not _loaded("import journal.cli.commands").intersection({"textual", "rich"})


def test_every_command_is_in_the_readme() -> None:
    for command in COMMANDS:
        assert f"leanto {command}" in README


def test_every_option_of_every_command_is_in_the_readme() -> None:
    for command in COMMANDS:
        helped = _help_of(command)
        for option in set(re.findall(r"--[a-z]+", helped)):
            assert option in README


def test_every_command_of_the_readme_is_one() -> None:
    block = README.split("## Without the full screen")[1].split("```")[1]
    named = set(re.findall(r"leanto ([a-z-]+)", block)) - {"--version"}
    assert named == set(COMMANDS)


def _help_of(command: str) -> str:

    printed = StringIO()
    assert parse_arguments([command, "--help"], printed) is None
    return printed.getvalue()
