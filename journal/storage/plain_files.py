"""Ordinary files, for those who take their words out: whole, and for their owner alone.

What is being written lies in a folder beside the place that was named and nowhere
else. It goes when it is done or fails; what a killed program left goes next time.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from journal.errors import NotPossible
from journal.storage.places import (
    TAKEN,
    TAKEN_FOR_A_JOURNAL,
    VAULT_SUFFIX,
    place_errors,
    put_in_place,
    scratch_beside,
    sync_folder,
)

# A zip wants a time for what is in it; this is the first that it can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_pieces(path: Path, pieces: Iterable[str], *, over: bool = False) -> None:
    """Write a text as UTF-8, whole or not at all.

    Raises:
        NotPossible: something has that name, and it is not to be written over.
        NoRoom, MayNotWrite, PlaceTrouble: there is no such file now.
    """
    with _file_for(path, over=over) as file:
        for piece in pieces:
            file.write(piece.encode())


def write_bytes(path: Path, data: bytes, *, over: bool = False) -> None:
    """Write bytes as they are, whole or not at all. Raises as above."""
    with _file_for(path, over=over) as file:
        file.write(data)


def write_zip(
    path: Path, texts: Iterable[tuple[str, Iterable[str]]], *, over: bool = False
) -> None:
    """Write a zip of texts by their names, whole or not at all. Raises as above."""
    with _file_for(path, over=over) as file, ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, pieces in texts:
            about = ZipInfo(name, _NO_TIME)
            about.compress_type, about.external_attr = ZIP_DEFLATED, 0o600 << 16
            with zipped.open(about, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece.encode())


def write_folder(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write a folder of texts by their names, whole or not at all.

    Raises:
        NotPossible: something has that name.
        NoRoom, MayNotWrite, PlaceTrouble: there is no such folder now.
    """
    _refuse_taken(path)
    with scratch_beside(path) as scratch, place_errors():
        whole = scratch / "whole"
        whole.mkdir(mode=0o700)
        for name, text in texts:
            with _new_file(whole / name) as file:
                file.write(text.encode())
        _sync_all(whole)
        _refuse_taken(path)
        whole.rename(path)
        sync_folder(path.parent)


@contextmanager
def _file_for(path: Path, *, over: bool) -> Iterator[BinaryIO]:
    if path.name.endswith(VAULT_SUFFIX):
        raise NotPossible(TAKEN_FOR_A_JOURNAL)
    if not over:
        # Said before the work is done, and once more when the name is given.
        _refuse_taken(path)
    with scratch_beside(path) as scratch, place_errors():
        part = scratch / "part"
        with _new_file(part) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if over:
            part.replace(path)
            sync_folder(path.parent)
        else:
            put_in_place(part, path, taken=NotPossible(TAKEN))


def _new_file(path: Path) -> BinaryIO:
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return open(number, "wb")  # noqa: PTH123 - by its number


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise NotPossible(TAKEN)


def _sync_all(folder: Path) -> None:
    """Make many files durable; one by one, thousands would take minutes."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.iterdir():  # pragma: no cover - only on Windows
        with path.open("r+b") as file:
            os.fsync(file.fileno())
