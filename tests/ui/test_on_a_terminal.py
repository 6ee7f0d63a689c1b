"""On a real terminal: stopped, it is locked; hung up, it ends; nothing stays behind."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from journal.services import writing
from tests.ui.houses import begun, conditions, unlocked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a Unix terminal")
MARKER = "heliotropeΩ"
LIMIT_SECONDS = 60
# What a terminal is told to call its window, or its icon.
TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")
# With what a guess costs in tests, which no setting of the program reaches.
PROGRAM = """
import sys
from pathlib import Path
from journal.ui.house import House
from tests.ui.houses import conditions, unlocked
home = Path(sys.argv[1])
given = conditions()
house = House(home, conditions=given)
house.hold(unlocked(home, "Ana", given=given))
house.app.run()
"""


class Terminal:
    """A window with a program in it."""

    def __init__(self, home: Path) -> None:
        self._ours, theirs = os.openpty()
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, size)
        self.program = subprocess.Popen(  # noqa: S603 - our own lines
            [sys.executable, "-c", PROGRAM, str(home)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = b""

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, text: str) -> None:
        """Read on until the program has written this."""
        end = time.monotonic() + LIMIT_SECONDS
        while text.encode() not in self.seen:
            ready, _, _ = select.select([self._ours], [], [], end - time.monotonic())
            assert ready, text
            self.seen += os.read(self._ours, 65_536)

    def since(self) -> bytes:
        """Return what was written, and forget it."""
        seen, self.seen = self.seen, b""
        return seen

    def rest(self) -> bytes:
        """Return what the program still wrote, once it has ended."""
        with suppress(OSError):
            while part := os.read(self._ours, 65_536):
                self.seen += part
        return self.since()

    def close(self) -> None:
        os.close(self._ours)


@contextmanager
def writing_at(home: Path) -> Iterator[Terminal]:
    """Ana has her journal open on a terminal, and begins to write."""
    begun(home, "Ana", given=conditions())[0].close()
    terminal = Terminal(home)
    try:
        terminal.until("F1")
        terminal.type("t")
        terminal.until("blank")
        terminal.type("b")
        terminal.until("kept as you type")
        terminal.type(MARKER)
        terminal.until("Ω")
        yield terminal
    finally:
        terminal.program.kill()
        terminal.program.wait(LIMIT_SECONDS)
        terminal.close()


def drafts_of(home: Path) -> list[str]:
    ana = unlocked(home, "Ana", given=conditions())
    found = [one.words for one in writing.drafts(ana)]
    ana.close()
    return found


def test_stopped_it_is_locked_and_hung_up_it_ends(tmp_path: Path) -> None:
    with writing_at(tmp_path) as terminal:
        terminal.program.send_signal(signal.SIGTSTP)
        _, status = os.waitpid(terminal.program.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.until("\x1b[?1049l")
        # Also where there is no second screen to leave, the page is gone.
        shown, _, _ = terminal.since().rpartition(b"\x1b[?1049l")
        _, cleared, last = shown.rpartition(b"\x1b[2J\x1b[3J\x1b[H")
        assert cleared
        assert MARKER.encode() not in last
        terminal.program.send_signal(signal.SIGCONT)
        terminal.until("Passphrase")
        assert MARKER.encode() not in terminal.since()
        terminal.program.send_signal(signal.SIGHUP)
        assert terminal.program.wait(LIMIT_SECONDS) == 0
        assert MARKER.encode() not in terminal.rest()
    assert drafts_of(tmp_path) == [MARKER]


@pytest.mark.parametrize("heard", [signal.SIGHUP, signal.SIGINT])
def test_hung_up_while_writing_it_ends_at_once_and_keeps_the_page(
    tmp_path: Path, heard: signal.Signals
) -> None:
    with writing_at(tmp_path) as terminal:
        before = terminal.since()
        terminal.program.send_signal(heard)
        assert terminal.program.wait(LIMIT_SECONDS) == 0
        # The window and its scrollback are cleared, after all else.
        after = terminal.rest()
        assert b"\x1b[2J\x1b[3J\x1b[H" in after
        # Its title says the program's name and no more, and then what it said before.
        assert set(TITLE.findall(before + after)) == {b"Lean-to"}
        assert b"\x1b[23;2t" in after
        # Nothing is copied by itself.
        assert b"\x1b]52" not in before + after
    assert drafts_of(tmp_path) == [MARKER]
