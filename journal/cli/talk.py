"""Talking with a person or a script over three streams.

When standard input is not a terminal its first line is the passphrase, and the rest
is the text. A passphrase is never an argument and never a variable.
"""

import getpass
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from journal.domain.entries import Json


class Talk:
    """One command's conversation."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.is_terminal = stdin.isatty()

    def say(self, text: str = "") -> None:
        """Print text for the reader; what the terminal cannot show is replaced."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        shown = text.encode(encoding, "replace").decode(encoding)
        self.stdout.write(shown + "\n")

    def say_json(self, value: Mapping[str, Json]) -> None:
        """Print one JSON value."""
        text = json.dumps(value, ensure_ascii=True, indent=2)
        self.stdout.write(text + "\n")

    def complain(self, sentence: str) -> None:
        """Print one sentence on standard error."""
        self.stderr.write(sentence + "\n")

    def passphrase(self, asking: str) -> str:
        """Return a passphrase: typed unseen, or the next line of standard input."""
        if self.is_terminal:
            return getpass.getpass(f"{asking}: ", self.stderr)
        return self.stdin.readline().rstrip("\r\n")

    def text(self) -> str:
        """Return what the writer has to say, to the end of standard input."""
        if self.is_terminal:
            self.complain("Write. Ctrl+D on a line of its own ends and saves it.")
        return self.stdin.read()

    def ask(self, question: str) -> str:
        """Ask the person at the terminal a question."""
        self.stderr.write(question + " ")
        self.stderr.flush()
        return self.stdin.readline().strip()

    def stop_printing(self) -> None:
        """Nobody reads on: let the interpreter close quietly."""
        with suppress(OSError, ValueError, AttributeError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, sys.stdout.fileno())
