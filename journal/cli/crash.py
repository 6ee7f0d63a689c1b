"""What is printed when there is a bug: where, and never what anyone wrote."""

import contextlib
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def say_little_about_crashes() -> None:
    """Replace the crash report by one without messages, values or source lines.

    An exception's message may quote what a person wrote.
    """
    sys.excepthook = _report_and_end
    sys.unraisablehook = _report_unraisable
    threading.excepthook = _report_thread


def end_for_good(code: int) -> None:
    """End here where Python was told to go on asking afterwards (-i, PYTHONINSPECT).

    Whoever sits there next could look through all that this process still holds.
    """
    os.environ.pop("PYTHONINSPECT", None)
    if sys.flags.inspect:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def _report_and_end(
    kind: type[BaseException], reason: BaseException, trail: TracebackType | None
) -> None:
    _report(kind, reason, trail)
    traceback.clear_frames(trail)
    sys.last_value = sys.last_traceback = None
    vars(sys)["last_exc"] = None
    end_for_good(1)


def _report_thread(args: threading.ExceptHookArgs) -> None:
    reason = args.exc_value
    if reason is not None:
        _report(args.exc_type, reason, args.exc_traceback)


def _report_unraisable(args: "UnraisableHookArgs") -> None:
    reason = args.exc_value
    if reason is not None:
        _report(args.exc_type, reason, args.exc_traceback)


def _report(
    kind: type[BaseException], reason: BaseException, trail: TracebackType | None
) -> None:
    del reason
    sys.stderr.write(
        "Lean-to stopped because of a bug. What was saved before is safe.\n"
        f"{kind.__name__}, at:\n"
    )
    for frame in traceback.extract_tb(trail):
        sys.stderr.write(f"  {Path(frame.filename).name}, line {frame.lineno}\n")
