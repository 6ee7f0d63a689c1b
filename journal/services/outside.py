"""Where an ordinary file may go: outside the journals, by a name that says nothing."""

import os
from pathlib import Path

from journal.errors import NotPossible
from journal.services.session import Session
from journal.storage.places import place_errors

AMONG_JOURNALS = (
    "That is in the folder of journals, of which a part may be carried to others. "
    "Name a place elsewhere. Nothing was made."
)
NO_FOLDER = "There is no folder of that name. Nothing was made."


def place_outside(home: Path, named: str, *, name: str, ending: str) -> Path:
    """Return the path that a place means: in a folder, a file of this name and ending.

    Where the folder has one of that name already, with a number. `home` is where the
    journals are.

    Raises:
        NotPossible: it is among the journals, or in no folder.
        PlaceTrouble: it cannot be looked at.
    """
    path = Path(named).expanduser().absolute()
    with place_errors():
        if path.is_dir():
            path = _unused(path, name, ending)
        if not path.parent.is_dir():
            raise NotPossible(NO_FOLDER)
        if path.parent.resolve().is_relative_to(home.resolve()):
            raise NotPossible(AMONG_JOURNALS)
    return path


def home_of(session: Session) -> Path:
    """Return the folder in which a journal lies, with the others beside it."""
    return session.vault.path.parent


def _unused(folder: Path, name: str, ending: str) -> Path:
    path, number = folder / f"{name}{ending}", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{name}-{number}{ending}"
    return path
