"""Someone who sits at a terminal and types."""

import getpass
import io
from collections.abc import Iterable
from typing import TextIO

import pytest

from journal.cli import main
from tests.house import CHEAP, House, Ran, Terminal


class Typist:
    """Types passphrases unseen, one after the other."""

    def __init__(self, passphrases: Iterable[str]) -> None:
        self._passphrases = iter(passphrases)
        self.asked: list[str] = []

    def __call__(self, prompt: str, stream: TextIO | None = None) -> str:
        del stream
        self.asked.append(prompt)
        return next(self._passphrases)


class AtTerminal:
    """Runs commands for someone who sits at a terminal."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self._house = house
        self._monkeypatch = monkeypatch

    def __call__(
        self, *argv: str, unseen: Iterable[str] = (), typed: str | TextIO = ""
    ) -> Ran:
        self.typist = Typist(unseen)
        self._monkeypatch.setattr(getpass, "getpass", self.typist)
        out, err = io.StringIO(), io.StringIO()
        code = main(
            ["--home", str(self._house.home), *argv],
            Terminal(typed) if isinstance(typed, str) else typed,
            out,
            err,
            stretch=CHEAP,
            clock=self._house.clock,
        )
        return Ran(code, out.getvalue(), err.getvalue())
