"""The list of 2,048 words, for passphrases we suggest and for safety words."""

from functools import cache
from pathlib import Path
from typing import Final

from journal.crypto.chance import Randomness

PASSPHRASE_WORDS: Final = 6


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words in order; eleven bits name one."""
    return _words_of("words.txt")


@cache
def suggested_words() -> tuple[str, ...]:
    """Return the words that are put before someone to choose from.

    Some of those who use this have been hurt. What speaks of harm, of fear or of being
    shut in is left out: nobody is given it to type every day.
    """
    unwanted = {*_words_of("words-not-suggested.txt")}
    return tuple(word for word in word_list() if word not in unwanted)


def suggest_passphrase(random: Randomness) -> str:
    """Return six words drawn evenly: 65 bits."""
    return " ".join(_one_word(random) for _ in range(PASSPHRASE_WORDS))


def _one_word(random: Randomness) -> str:
    words = suggested_words()
    # What lies above the last whole round would favour the first words.
    rounds = (1 << 16) // len(words) * len(words)
    while True:
        drawn = int.from_bytes(random(2), "big")
        if drawn < rounds:
            return words[drawn % len(words)]


def _words_of(file: str) -> tuple[str, ...]:
    return tuple(Path(__file__).with_name(file).read_text("utf-8").split())
