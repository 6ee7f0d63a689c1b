"""Options of the whole suite, and what keeps it quick.

A test that opens the program need not wait by itself: after every key and pause the
pilot waits until the program is at rest, and no longer (see `tests/stillness.py`).
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# On a busy machine everything is slow; no test of ours is about how long it takes.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

# Every change to a vault waits for the disk. Where there is a file system in memory,
# with room, the folders of tests lie there: what a test kills is a program, never the
# computer, and whether the disk is asked is tested by looking at what is asked of it.
_MEMORY, _ROOM = Path("/dev/shm"), 2**30  # noqa: S108 - a place to make folders in
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    tempfile.tempdir = str(_MEMORY)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the screens that are compared as text, instead of comparing",
    )


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
