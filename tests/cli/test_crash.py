"""A bug says where it is, and never what anyone wrote."""

import io
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.cli import crash, main

MARKER = "a lighthouse in the kitchen"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _hooks_put_back() -> Iterator[None]:
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What was printed since it was last asked."""
    crash.say_little_about_crashes()
    return lambda: capsys.readouterr().err


def _fails() -> None:
    words = MARKER
    raise KeyError(words)


def _fails_again() -> None:
    try:
        _fails()
    except KeyError as reason:
        reason.add_note(MARKER)
        raise RuntimeError(MARKER) from reason


def test_neither_message_nor_local_is_printed(said: Callable[[], str]) -> None:
    with pytest.raises(RuntimeError) as caught:
        _fails_again()
    sys.excepthook(caught.type, caught.value, caught.tb)
    report = said()
    assert MARKER not in report
    assert "stopped because of a bug" in report
    assert "What was saved before is safe." in report
    assert "RuntimeError, at:\n  test_crash.py, line " in report
    assert str(ROOT) not in report


def test_nor_when_it_happens_in_a_worker(said: Callable[[], str]) -> None:
    thread = threading.Thread(target=_fails)
    hook = threading.excepthook
    assert hook is crash._report_thread
    # The runner of these tests listens for threads that fail: ask the hook itself.
    with pytest.raises(KeyError) as caught:
        _fails()
    hook(threading.ExceptHookArgs((caught.type, caught.value, caught.tb, thread)))
    hook(threading.ExceptHookArgs((SystemExit, None, None, thread)))
    report = said()
    assert MARKER not in report
    assert report.count("KeyError, at:") == 1


class _Args:
    exc_type = KeyError
    exc_traceback = None
    err_msg = MARKER
    object = MARKER

    def __init__(self, reason: BaseException | None) -> None:
        self.exc_value = reason


def test_nor_when_nobody_is_there_to_catch_it(said: Callable[[], str]) -> None:
    sys.unraisablehook(_Args(KeyError(MARKER)))  # type: ignore[arg-type]  # alike
    sys.unraisablehook(_Args(None))  # type: ignore[arg-type]  # alike
    report = said()
    assert MARKER not in report
    assert report.count("KeyError, at:") == 1


def test_a_whole_process_that_fails_with_words_in_hand_prints_none_of_them(
    tmp_path: Path,
) -> None:
    code = (
        "import sys\n"
        "from journal.cli import main\n"
        "from journal.cli import showing, commands\n"
        "def fails(arguments, world):\n"
        f"    words = {MARKER!r}\n"
        "    raise KeyError(words)\n"
        "commands.COMMANDS['support'] = fails\n"
        "sys.exit(main(['support']))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"LEANTO_HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert MARKER not in done.stderr + done.stdout
    assert "KeyError, at:" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bug_is_not_taken_for_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    from journal.cli import commands  # noqa: PLC0415 - as main does

    def fails(*_: object) -> int:
        raise KeyError(MARKER)

    monkeypatch.setitem(commands.COMMANDS, "support", fails)
    with pytest.raises(KeyError):
        main(["support"], io.StringIO(), io.StringIO(), io.StringIO())
