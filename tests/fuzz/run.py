"""Search for bytes that make a parser fail in a way of its own, led by coverage.

    python -m tests.fuzz.run all [libFuzzer's options]
    python -m tests.fuzz.run NAME FOLDER [libFuzzer's options]

`all` lets the first byte choose the parser. With a name, what reaches something new is
left in the folder, and `tests.fuzz.kept` adds it to what the tests read again. For a
search through the night: `python -m tests.fuzz.run body found -max_total_time=28800`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

from tests.fuzz.kept import kept

with atheris.instrument_imports(include=["journal"]):
    from tests.fuzz.parsers import TARGETS, only_ours

LONGEST = 8_192


def main(chosen: str, options: list[str]) -> None:
    """Search until an option says to stop, or something is found."""
    targets = list(TARGETS.items())

    def one(data: bytes) -> None:
        only_ours(TARGETS[chosen], data)

    def any_of_them(data: bytes) -> None:
        if data:
            only_ours(targets[data[0] % len(targets)][1], data[1:])

    with tempfile.TemporaryDirectory() as folder:
        begin = Path(folder)
        for number, (name, target) in enumerate(targets):
            if chosen in {name, "all"}:
                first = bytes([number]) if chosen == "all" else b""
                for at, seed in enumerate([*target.seeds, *kept(name)]):
                    (begin / f"{name}-{at}").write_bytes(first + seed)
        run = any_of_them if chosen == "all" else one
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *options, folder], run)
        atheris.Fuzz()


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["all"]
    main(arguments[0], arguments[1:])
