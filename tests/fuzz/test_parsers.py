"""Whatever bytes come from outside, only our own failures come out of them."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.kept import keep, kept
from tests.fuzz.parsers import TARGETS, Target, only_ours

ROOT = Path(__file__).parents[2]
TRIES = 3_000


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_before_is_read_or_refused(name: str) -> None:
    found = kept(name)
    assert found
    for data in [*TARGETS[name].seeds, *found]:
        only_ours(TARGETS[name], data)


@pytest.mark.parametrize("name", TARGETS)
def test_every_piece_of_it_is_read_or_refused(name: str) -> None:
    for data in TARGETS[name].seeds:
        step = max(1, len(data) // 40)
        for at in range(0, len(data), step):
            only_ours(TARGETS[name], data[:at])
            only_ours(TARGETS[name], data[:at] + b"\xff" + data[at + 1 :])


def test_what_is_found_is_kept_once_beside_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.kept.CORPUS", tmp_path / "corpus")
    found = tmp_path / "found"
    found.mkdir()
    for name, data in (("a", b"two"), ("b", b""), ("c", b"two")):
        (found / name).write_bytes(data)
    assert keep("body", found) == 2
    assert keep("body", found) == 2
    assert kept("body") == [b"", b"two"]


def test_a_failure_that_is_not_ours_comes_out() -> None:
    def fails(data: bytes) -> None:
        raise KeyError(data)

    with pytest.raises(KeyError):
        only_ours(Target(fails, ()), b"x")


@pytest.mark.skipif(find_spec("atheris") is None, reason="not for this system")
def test_a_short_search_led_by_coverage_finds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", "all"]
    options = [f"-runs={TRIES}", "-seed=1", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(  # noqa: S603 - this interpreter, and words of ours
        [*command, *options],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2_000:]
    assert f"Done {TRIES} runs".encode() in done.stderr
