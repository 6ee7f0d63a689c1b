"""Programs on a real terminal, timed from their start to what a person sees."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from journal.services import loading
from journal.services.session import Session
from journal.ui.app import JournalApp
from journal.ui.my_journal import MyJournalPage

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready", id="shown")
    def on_key(self, event):
        self.query_one("#shown", Static).update("answered")
app = Bare()
app.run()
"""
_HEADLESS = """
import asyncio, sys
async def once():
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
asyncio.run(once())
"""
# Not getrusage: there a child begins with its parent's peak.
PRINT_PEAK = """
with open("/proc/self/status") as status:
    print([row.split()[1] for row in status if row.startswith("VmHWM")][0])
"""
LIMIT_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to start, and what it shows when it is ready and when a key is answered."""

    code: str
    ready: str
    key: str
    answer: str


def journal(home: Path) -> Program:
    """Return the full-screen journal at its Unlock page."""
    code = (
        "import sys\nfrom journal.cli import main\n"
        f"sys.exit(main(['--home', {str(home)!r}]))"
    )
    return Program(code=code, ready="Passphrase", key="x", answer="•")


def bare() -> Program:
    """Return an application with one line of text."""
    return Program(code=BARE, ready="ready", key="x", answer="answered")


def first_frame(program: Program) -> float:
    """Return milliseconds from the start of the process to its first frame."""
    return _until(program, answered=False)


def first_key(program: Program) -> float:
    """Return milliseconds from the start of the process to its first answered key."""
    return _until(program, answered=True)


def _until(program: Program, *, answered: bool) -> float:
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execv(sys.executable, [sys.executable, "-c", program.code])  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        _wait_for(terminal, program.ready)
        if answered:
            os.write(terminal, program.key.encode())
            _wait_for(terminal, program.answer)
        return (time.perf_counter() - begun) * 1000
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _wait_for(terminal: int, text: str) -> None:
    seen = b""
    until = time.monotonic() + LIMIT_SECONDS
    while text.encode() not in seen:
        readable, _, _ = select.select([terminal], [], [], until - time.monotonic())
        if not readable:
            raise TimeoutError(text)
        seen += os.read(terminal, 65_536)


def headless(code: str) -> str:
    """Return a program that shows one frame without a terminal and ends."""
    return code.replace("app.run()\n", _HEADLESS)


def loaded_and_shown(home: Path) -> str:
    """Return a program that opens a journal, loads it and shows My journal."""
    return f"""
from pathlib import Path
from journal.services import loading, opening
from journal.ui.app import JournalApp
from journal.ui.my_journal import MyJournalPage
from tests.bench import corpus
session = opening.unlock(
    opening.find_door(Path({str(home)!r}), corpus.NAME),
    corpus.PASSPHRASE,
    conditions=corpus.CONDITIONS,
)
loading.load(session)
app = JournalApp({{"mine": lambda: MyJournalPage(session)}}, start="mine")
app.run()
"""


async def key_press(session: Session, key: str, *, presses: int = 20) -> float:
    """Return milliseconds of processor time for one press in My journal."""
    loading.load(session)
    app = JournalApp({"mine": lambda: MyJournalPage(session)}, start="mine")
    app.session = session
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await _settle(pilot)
            before = time.process_time()
            for _ in range(presses):
                await pilot.press(key)
            return (time.process_time() - before) * 1000 / presses
    finally:
        session.close()


async def _settle(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.pause()
