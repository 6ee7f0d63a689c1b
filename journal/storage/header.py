"""What SQLite counts in the first bytes of a file, set back to where it began.

It counts the changes of the file and of its layout, so that other programs that have
it open notice them. Nobody else has a vault open, and the counts would tell how often
it was opened, and how often words were removed from it.
"""

import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

# Every opening begins with the same numbers: they mean nothing by themselves.
_COUNT: Final = struct.pack(">I", 1)
_CHANGES: Final = 24
_LAYOUT: Final = 40
_CHANGES_AGAIN: Final = 92
_LENGTH: Final = 100


def forget_counts(path: Path) -> None:
    """Set the counts of a closed file back; where that cannot be done, leave it.

    Only where all of the file is in the file: with a log beside it, the log has the
    newer first page. What is written lies in one sector of a disk.
    """
    if path.with_name(path.name + "-wal").exists():
        return
    with suppress(OSError), path.open("r+b") as file:
        first = bytearray(file.read(_LENGTH))
        if len(first) < _LENGTH:
            return
        for at in (_CHANGES, _LAYOUT, _CHANGES_AGAIN):
            first[at : at + len(_COUNT)] = _COUNT
        file.seek(0)
        file.write(first)
        file.flush()
        os.fsync(file.fileno())
