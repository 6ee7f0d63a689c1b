"""What searches have found to reach something new: a line of hexadecimal digits each.

    python -m tests.fuzz.kept NAME FOLDER

adds what a search for that parser has left in a folder.
"""

import sys
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")


def kept(name: str) -> list[bytes]:
    """Return what was kept for a parser."""
    lines = (CORPUS / f"{name}.txt").read_text("ascii").splitlines()
    return [bytes.fromhex(line) for line in lines]


def keep(name: str, folder: Path) -> int:
    """Add what lies in a folder, and return how many are kept now."""
    path = CORPUS / f"{name}.txt"
    before = kept(name) if path.exists() else []
    found = {*before, *(one.read_bytes() for one in folder.iterdir())}
    path.parent.mkdir(exist_ok=True)
    in_order = sorted(found, key=lambda one: (len(one), one))
    path.write_text("".join(f"{one.hex()}\n" for one in in_order), "ascii")
    return len(found)


if __name__ == "__main__":
    keep(sys.argv[1], Path(sys.argv[2]))
