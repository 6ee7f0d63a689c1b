"""What is printed when there is a bug: where, and never what anyone wrote."""

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

    An exception's message may quote what a person wrote. No core file is left either.
    """
    sys.excepthook = _report
    sys.unraisablehook = _report_unraisable
    threading.excepthook = _report_thread
    try:
        import resource
    except ImportError:  # pragma: no cover - not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
