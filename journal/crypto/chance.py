"""Where chance comes from: the operating system, or what a test brings."""

import os
from collections.abc import Callable

Randomness = Callable[[int], bytes]


def system_random(size: int) -> bytes:
    """Return size bytes from the operating system."""
    return os.urandom(size)
