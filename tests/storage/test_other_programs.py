"""Other programs, and programs that die: what a vault is for those that come after."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import journal
from journal.errors import Busy
from journal.storage.vault import Vault

MINE = b"m" * 16

_HOLD = """
import sys
from pathlib import Path
from journal.storage.vault import Vault
vault = Vault.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
vault.close()
"""

# Each child writes changes of two envelopes and a state, says after each what is
# kept, and kills itself between two writes, or while the log is being emptied.
_DIE = """
import os, signal, sys
from pathlib import Path
from random import Random
from journal.storage.vault import Vault

def live_and_die(path, seed):
    random = Random(seed)
    vault = Vault.create(
        path, label="x", slots={1: b"slot"}, streams={"self": b"m" * 16}
    )
    told = os.open(path.with_suffix(".told"), os.O_CREAT | os.O_WRONLY)
    end = random.randrange(1, 90)
    for number in range(1, 100):
        with vault.change() as change:
            data = b"%d " % number * random.choice([400, 1500, 9000])
            change.add_envelope(b"m" * 16, 2 * number - 1, data)
            if number == end:
                os.kill(os.getpid(), signal.SIGKILL)
            change.add_envelope(b"m" * 16, 2 * number, data)
            change.put_state("count", b"%d" % number)
        os.write(told, b"%d\\n" % number)
        if random.random() < 0.05:
            vault.scrub()

for seed in range(int(sys.argv[2])):
    child = os.fork()
    if child == 0:
        live_and_die(Path(sys.argv[1]) / f"{seed}.leanto", seed)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
"""

_NO_ROOM = """
import resource, sys
from pathlib import Path
from journal.errors import PlaceTrouble
from journal.storage.vault import Vault
vault = Vault.open(Path(sys.argv[1]))
size = 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
kept = 0
try:
    for number in range(1, 1000):
        with vault.change() as change:
            change.add_envelope(b"m" * 16, number, b"%d " % number * 2000)
        kept = number
except PlaceTrouble:
    print(kept)
vault.close()
"""


def test_a_second_program_is_told_that_the_vault_is_open(
    vault: Vault, path: Path
) -> None:
    vault.close()
    with _start(_HOLD, str(path)) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Busy):
            Vault.open(path)
        other.communicate("")
    assert other.returncode == 0
    Vault.open(path).close()


def test_a_program_that_was_killed_keeps_nobody_out(vault: Vault, path: Path) -> None:
    vault.close()
    with _start(_HOLD, str(path)) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        os.kill(other.pid, signal.SIGKILL)
        other.communicate()
    Vault.open(path).close()


def test_a_kill_between_two_writes_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    with _start(_DIE, str(tmp_path), "12") as other:
        other.communicate()
    assert other.returncode == 0
    for path in sorted(tmp_path.glob("*.leanto")):
        told = len(path.with_suffix(".told").read_bytes().splitlines())
        vault = Vault.open(path)
        assert vault.sound
        held = dict(vault.envelopes(MINE))
        # Everything that was said to be kept, and no half of a change.
        assert sorted(held) == list(range(1, 2 * told + 1)), path
        assert vault.state("count") == (b"%d" % told if told else None)
        assert vault.slot(1) == b"slot"
        with vault.change() as change:
            change.add_envelope(MINE, 2 * told + 1, b"on we go")
        vault.close()
    assert len(list(tmp_path.glob("*.told"))) == 12


def test_a_file_that_may_not_grow_loses_nothing(vault: Vault, path: Path) -> None:
    vault.close()
    with _start(_NO_ROOM, str(path)) as other:
        kept = int(other.communicate()[0])
    assert kept > 5
    again = Vault.open(path)
    assert again.sound
    assert [place for place, _ in again.envelopes(MINE)] == list(range(1, kept + 1))
    again.close()


def _start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(journal.__file__).parents[1],
    )
