"""Talking with a person or a script over three streams.

When standard input is not a terminal its first line is the passphrase, and the rest
is the text. A passphrase is never an argument and never a variable.
"""

import getpass
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TextIO

from journal.domain.entries import Json
from journal.domain.text import clean_text
from journal.errors import NotPossible


class Talk:
    """One command's conversation."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.is_terminal = stdin.isatty()
        self._said: set[str] = set()

    def say(self, text: str = "") -> None:
        """Print text for the reader; what the terminal cannot show is replaced.

        Nothing in it drives the terminal, wherever it comes from.
        """
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        shown = clean_text(text).encode(encoding, "replace").decode(encoding)
        self.stdout.write(shown + "\n")

    def say_json(self, value: Mapping[str, Json]) -> None:
        """Print one JSON value."""
        text = json.dumps(value, ensure_ascii=True, indent=2)
        self.stdout.write(text + "\n")

    def complain(self, sentence: str) -> None:
        """Print one sentence on standard error."""
        self.stderr.write(clean_text(sentence) + "\n")

    def passphrase(self, asking: str) -> str:
        """Return a passphrase: typed unseen, or the next line of standard input."""
        if self.is_terminal:
            return getpass.getpass(f"{clean_text(asking)}: ", self.stderr)
        with _plain_text():
            return self.stdin.readline().rstrip("\r\n")

    def text(self) -> str:
        """Return what the writer has to say, to the end of standard input."""
        if self.is_terminal:
            self.complain("Write. Ctrl+D on a line of its own ends and saves it.")
        with _plain_text():
            return self.stdin.read()

    def ask(self, question: str) -> str:
        """Ask the person at the terminal a question."""
        self.stderr.write(clean_text(question) + " ")
        self.stderr.flush()
        return self.stdin.readline().strip()

    def say_troubles(self, sentences: Iterable[str]) -> None:
        """Print each sentence on standard error, unless it has been said before."""
        for sentence in sentences:
            if sentence not in self._said:
                self._said.add(sentence)
                self.complain(sentence)

    def say_trouble(self, sentence: str | None) -> None:
        """Print what there is to say of the shared place, as above."""
        self.say_troubles([sentence] if sentence else [])

    @property
    def shows_progress(self) -> bool:
        """Whether what is drawn over itself is seen as it should be."""
        return self.stderr.isatty()

    def draw(self, line: str, *, is_last: bool) -> None:
        """Draw one line over the one that was drawn before it."""
        self.stderr.write(f"\r{clean_text(line)}" + ("\n" if is_last else ""))
        self.stderr.flush()

    def tries_again(self, trouble: str) -> bool:
        """Say why something could not be done, and ask whether to try it again."""
        self.stderr.write(
            f'{clean_text(trouble)}\nEnter tries again; "stop" gives up: '
        )
        self.stderr.flush()
        answer = self.stdin.readline()
        return bool(answer) and answer.strip().casefold() != "stop"

    def stop_printing(self) -> None:
        """Nobody reads on: let the interpreter close quietly."""
        with suppress(OSError, ValueError, AttributeError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, sys.stdout.fileno())


@contextmanager
def _plain_text() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:
        # The exception quotes the bytes around the place: they may be words.
        raise NotPossible(
            "What came in is not text in UTF-8. Nothing was changed."
        ) from None
