"""Measure this journal against bare tools in the same run, and print ratios.

    python -m tests.bench.run [--rounds 5] [--large 10000]

Medians of several rounds, ours and the yardstick in turn. Times are processor time
unless a line says otherwise; on a shared machine only the ratios mean anything.
"""

import argparse
import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from journal.domain.dealing import Deck, Seat
from journal.services import loading, opening, reading, shipped, writing
from journal.services.session import Session
from journal.storage import prompt_files
from tests.bench import corpus, terminal

SMALL = 1_000


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in (SMALL, chosen.large)}
        for size, home in homes.items():
            corpus.make(home, size)
        _prompts(chosen.rounds)
        _start(homes[SMALL], homes[chosen.large], chosen.rounds)
        _unlock(homes, chosen.rounds)
        _search(homes[chosen.large], chosen.rounds)
        _save(homes[chosen.large], Path(folder), chosen.rounds * 10)
        _scroll(homes, chosen.rounds)
        _memory(homes)


def _say(what: str, figures: Sequence[float], unit: str = "ms") -> None:
    ours, theirs = figures
    ratio = ours / theirs if theirs else float("inf")
    print(f"{what:58} {ours:9.2f} {unit} / {theirs:9.2f} {unit} = {ratio:5.2f}")


def _in_turn(rounds: int, *tasks: Callable[[], float]) -> list[float]:
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for kept, task in zip(taken, tasks, strict=True):
            kept.append(task())
    return [statistics.median(kept) for kept in taken]


def _processor(task: Callable[[], object]) -> float:
    before = time.process_time()
    task()
    return (time.process_time() - before) * 1000


def _prompts(rounds: int) -> None:
    texts = prompt_files.read_themes().values()

    def read_anew() -> None:
        shipped.library.cache_clear()
        shipped.library()

    def read_bare() -> None:
        for text in texts:
            tomllib.loads(text)

    figures = _in_turn(
        rounds, lambda: _processor(read_anew), lambda: _processor(read_bare)
    )
    _say("reading twelve themes, vs the bare TOML reader", figures)
    library, day = shipped.library(), date(2026, 11, 24)

    def deal() -> None:
        Deck(library, key=bytes(32), seat=Seat.FIRST).deal(day)

    figures = _in_turn(rounds, lambda: _processor(deal), lambda: _processor(read_bare))
    _say("shuffling and dealing three, vs the bare TOML reader", figures)


def _start(small: Path, large: Path, rounds: int) -> None:
    bare, ours, more = (
        terminal.bare(),
        terminal.journal(small),
        terminal.journal(large),
    )
    for what, measure in (
        ("process start to first frame (wall)", terminal.first_frame),
        ("process start to first answered key (wall)", terminal.first_key),
    ):
        figures = _in_turn(
            rounds,
            partial(measure, bare),
            partial(measure, ours),
            partial(measure, more),
        )
        _say(f"{what}, 1,000 entries vs bare app", (figures[1], figures[0]))
        _say(f"{what}, large vs bare app", (figures[2], figures[0]))


def _opened(home: Path) -> Session:
    door = opening.find_door(home, corpus.NAME)
    return opening.unlock(door, corpus.PASSPHRASE, conditions=corpus.CONDITIONS)


class _FirstPage(Exception):  # noqa: N818 - the moment to stop at
    pass


def _first_page(home: Path) -> float:
    session = _opened(home)

    def stop() -> None:
        raise _FirstPage

    def load() -> None:
        try:
            loading.load(session, progress=stop)
        except _FirstPage:
            reading.my_journal(session)

    try:
        return _processor(load)
    finally:
        session.close()


def _all_pages(home: Path) -> float:
    session = _opened(home)
    try:
        return _processor(partial(_load_and_list, session))
    finally:
        session.close()


def _load_and_list(session: Session) -> None:
    loading.load(session)
    reading.my_journal(session)


def _unlock(homes: dict[int, Path], rounds: int) -> None:
    small, large = homes.values()
    first = _in_turn(rounds, lambda: _first_page(large), lambda: _first_page(small))
    _say("unlock to first pages of the timeline, large vs 1,000", first)
    whole = _in_turn(rounds, lambda: _all_pages(large), lambda: _all_pages(small))
    _say("unlock to the whole timeline, large vs 1,000", whole)


def _search(home: Path, rounds: int) -> None:
    session = _opened(home)
    loading.load(session)
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE page USING fts5 (words)")
    plain.executemany(
        "INSERT INTO page (words) VALUES (?)",
        ((entry.words,) for entry in reading.my_journal(session)),
    )
    try:
        for kind, number in (("rare", 3_990), ("common", 40)):
            wanted = corpus.word(number)
            figures = _in_turn(
                rounds,
                partial(_processor, partial(reading.find, session, wanted)),
                partial(_processor, partial(_fetch, plain, wanted)),
            )
            _say(f"search, 40 hits at most, {kind} word, vs plain FTS5", figures)
    finally:
        plain.close()
        session.close()


def _fetch(plain: sqlite3.Connection, wanted: str) -> list[object]:
    query = "SELECT rowid, words FROM page WHERE page MATCH ? LIMIT 40"
    return plain.execute(query, (f'"{wanted}"*',)).fetchall()


def _save(home: Path, folder: Path, rounds: int) -> None:
    session = _opened(home)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE page (bytes BLOB)")
    words = corpus.page(1)

    def ours() -> float:
        begun = time.perf_counter()
        writing.save(session, writing.new_draft(session, words=words))
        return (time.perf_counter() - begun) * 1000

    def theirs() -> float:
        begun = time.perf_counter()
        bare.execute("INSERT INTO page VALUES (?)", (os.urandom(1_680),))
        return (time.perf_counter() - begun) * 1000

    try:
        _say("durable save vs a bare commit (wall)", _in_turn(rounds, ours, theirs))
    finally:
        bare.close()
        session.close()


def _scroll(homes: dict[int, Path], rounds: int) -> None:
    small, large = homes.values()
    for key in ("down", "pagedown"):
        figures = _in_turn(
            rounds,
            partial(_press, large, key),
            partial(_press, small, key),
        )
        _say(f"one press of {key} in My journal, large vs 1,000", figures)


def _press(home: Path, key: str) -> float:
    return asyncio.run(terminal.key_press(_opened(home), key))


def _memory(homes: dict[int, Path]) -> None:
    small, large = homes.values()
    bare = _peak(terminal.BARE)
    for what, home in (("1,000 entries", small), ("large", large)):
        ours = _peak(terminal.loaded_and_shown(home))
        _say(f"peak memory, {what} loaded and shown, vs bare app", (ours, bare), "MB")


def _peak(program: str) -> float:
    code = terminal.headless(program) + terminal.PRINT_PEAK
    printed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return float(printed.stdout.split()[-1]) / 1024


if __name__ == "__main__":
    main()
