"""The memory of a running Lean-to goes into no file, and to no other program."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from journal.cli import memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="as Linux says it")
ROOT = Path(__file__).parents[2]
# Ends as every command ends, and then says how its own process is kept.
RUN = """
import ctypes, resource, sys
from journal.cli import begin

sys.argv = ["leanto", "--version"]
begin()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_nothing_of_a_real_process_is_written_or_handed_on() -> None:
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", RUN],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.stdout.splitlines()[-1] == "0 (0, 0)"
    assert ran.stderr == ""


def test_where_the_system_cannot_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # noqa: PLC0415 - not on every system

    def refuses(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as system:
        system.setattr(resource, "setrlimit", refuses)
        system.setattr(ctypes, "CDLL", lambda _: object())
        memory.keep_memory_here()
