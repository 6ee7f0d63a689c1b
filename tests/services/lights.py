"""The lights go out: at any statement, any fsync, and in the middle of a write.

A life is lived once. At every step that reaches the disk, or would, the files are
remembered as a kill would leave them there; between two steps also as a kill in the
middle leaves them: the log cut short or half written over, the file half of the
old pages and half of the new. From each of these the journal is opened again.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history
from shutil import rmtree
from typing import Any

from journal.storage import schema
from journal.storage.schema import PAGE_BYTES
from tests.house import House, everything_under

STEPS = ("fsync", "replace", "rename", "unlink", "link", "open")
_BLOCK = 4096
Files = dict[str, bytes]


@dataclass
class Lights:
    """Remembers how the disk of a house is at each step, and visits it there."""

    house: House
    chance: Random
    often: float = 1.0
    kills: int = 0
    torn: int = 0
    _seen: list[tuple[Files | None, Files]] = field(default_factory=list)
    _is_on: bool = False
    _follows: bool = False
    _was_missed: bool = False

    @contextmanager
    def hung(self) -> Iterator[None]:
        """See every step of every vault that is opened inside."""
        real = {name: getattr(os, name) for name in STEPS}
        connect = schema.connect

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def stepped(*arguments: object, **named: object) -> Any:
                self.step()
                return call(*arguments, **named)

            return stepped

        def traced(path: Path) -> sqlite3.Connection:
            connection = connect(path)
            connection.set_trace_callback(lambda _: self.step())
            return connection

        for name, call in real.items():
            setattr(os, name, counted(call))
        schema.connect = traced
        try:
            yield
        finally:
            schema.connect = connect
            for name, call in real.items():
                setattr(os, name, call)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Remember the steps inside."""
        self._was_missed = True
        self._look()
        self._is_on = True
        try:
            yield
        finally:
            self._is_on = False

    def step(self) -> None:
        """Remember the disk as it is now, and as it is at the next step."""
        if not self._is_on:
            return
        if self._follows or self.chance.random() < self.often:
            self._look()
        else:
            self._was_missed = True

    def _look(self) -> None:
        was_on, self._is_on = self._is_on, False
        now = everything_under(self.house.home)
        # In between, only where nothing was missed, a write may have been cut off.
        before = None if self._was_missed or not self._seen else self._seen[-1][1]
        self._seen.append((before, now))
        self._follows, self._was_missed = not self._follows, False
        self._is_on = was_on

    def remembered(self, most: int, *, halves: int = 1) -> list[Files]:
        """Return up to so many states a kill could have left, and forget them."""
        self._look()
        seen, self._seen = self._seen, []
        states = [now for before, now in seen if before != now]
        for before, now in seen:
            for _ in range(halves if before is not None else 0):
                states += self._half_way(before or {}, now)
        if len(states) > most:
            states = self.chance.sample(states, most)
        self.kills += len(states)
        return states

    def _half_way(self, before: Files, after: Files) -> Iterator[Files]:
        """Yield what a kill in the middle of what was written may have left."""
        changed = [name for name in after if before.get(name) != after[name]]
        for name in changed:
            if name not in before or not name.endswith((".leanto", "-wal")):
                continue
            found = dict(before)
            is_file = name.endswith(".leanto")
            log = name + "-wal"
            if is_file and len(after.get(log, b"")) >= len(before.get(log, b"")):
                # A page of the file is written only once the log holds it, durably.
                found |= {log: after[log]} if log in after else {}
            self.torn += 1
            torn = self._torn(before[name], after[name], whole_pages=is_file)
            yield found | {name: torn}

    def _torn(self, old: bytes, new: bytes, *, whole_pages: bool) -> bytes:
        shorter = min(len(old), len(new))
        first = next(
            (
                at
                for at in range(0, shorter, _BLOCK)
                if old[at : at + _BLOCK] != new[at : at + _BLOCK]
            ),
            shorter,
        )
        cut = self.chance.randint(first, max(first, len(new)))
        if whole_pages:
            cut -= cut % PAGE_BYTES
        return new[:cut] + old[cut:]

    @contextmanager
    def house_as(self, files: Files) -> Iterator[House]:
        """Put a state of the disk somewhere, as it is found after a kill."""
        there = self.house.home.with_name("found")
        for name, data in files.items():
            path = there / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(data)
        there.mkdir(exist_ok=True)
        # A folder that is still empty is a folder.
        for folder in self.house.home.rglob("*"):
            if folder.is_dir():
                (there / folder.relative_to(self.house.home)).mkdir(exist_ok=True)
        try:
            yield House(there, self.house.clock)
        finally:
            rmtree(there)
