"""The list of 2,048 words, for passphrases we suggest and for safety words."""

from functools import cache
from pathlib import Path
from typing import Final

from journal.crypto.chance import Randomness

PASSPHRASE_WORDS: Final = 6


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words in order; eleven bits name one."""
    text = Path(__file__).with_name("words.txt").read_text("utf-8")
    return tuple(text.split())


def suggest_passphrase(random: Randomness) -> str:
    """Return six words drawn evenly: 66 bits."""
    words = word_list()
    return " ".join(
        words[int.from_bytes(random(2), "big") % len(words)]
        for _ in range(PASSPHRASE_WORDS)
    )
