"""Keeps the memory of this process out of files, and from other programs."""

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def keep_memory_here() -> None:
    """Let the system write no core file of this process, nor hand its memory on.

    On Linux nothing else that runs in this account may look into it either, and a
    program that is given the memory of what fell over is given none. Where a system
    knows no such wish, it is not heard; nothing fails for it.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
