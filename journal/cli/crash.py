"""What is printed when there is a bug: where, and never what anyone wrote."""

import sys
import traceback
from pathlib import Path
from types import TracebackType


def say_little_about_crashes() -> None:
    """Replace the crash report by one without messages, values or source lines.

    An exception's message may quote what a person wrote. No core file is left either.
    """
    sys.excepthook = _report
    try:
        import resource
    except ImportError:  # pragma: no cover - not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
