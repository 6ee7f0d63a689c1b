"""A full-text index in memory, and nothing of it on any disk."""

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

Texts = tuple[str, str]

# Past this many characters a plain scan for what the index cannot find is given up,
# so that an odd search in a long journal still answers at once.
SCAN_CHARACTERS = 30_000_000
# So that no single search has to index a whole life of writing.
_BATCH = 500


class WordIndex:
    """Titles and words by key. Whoever holds it takes care of threads."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute("PRAGMA secure_delete = ON")
        # The index holds no copy of the words: they are given again to remove them.
        self._connection.execute(
            "CREATE VIRTUAL TABLE word USING fts5(title, words, content='',"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        self._rows = count(1)
        self._row_of: dict[str, int] = {}
        self._key_of: dict[int, str] = {}
        self._indexed: dict[str, Texts] = {}
        self._waiting: dict[str, Texts | None] = {}

    def put(self, key: str, texts: Texts) -> None:
        """Let key be found by these texts alone."""
        self._waiting[key] = texts
        if len(self._waiting) >= _BATCH:
            self.settle()

    def drop(self, key: str) -> None:
        """Let key be found no more."""
        self._waiting[key] = None

    def settle(self) -> None:
        """Take in what is waiting, many at a time since each alone costs far more."""
        waiting, self._waiting = self._waiting, {}
        self._connection.execute("BEGIN")
        for key, texts in waiting.items():
            if self._indexed.get(key) != texts:
                self._remove(key)
                self._insert(key, texts)
        self._connection.execute("COMMIT")

    def matches(self, words: str) -> set[str]:
        """Return the keys of texts with these words; the last may be a beginning."""
        self.settle()
        query = _query(words)
        if not query:
            return set()
        rows = self._connection.execute(
            "SELECT rowid FROM word WHERE word MATCH ?", (query,)
        ).fetchall()
        return {self._key_of[row] for (row,) in rows}

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def _insert(self, key: str, texts: Texts | None) -> None:
        if texts is None:
            return
        row = next(self._rows)
        self._connection.execute(
            "INSERT INTO word (rowid, title, words) VALUES (?, ?, ?)", (row, *texts)
        )
        self._row_of[key], self._key_of[row] = row, key
        self._indexed[key] = texts

    def _remove(self, key: str) -> None:
        texts = self._indexed.pop(key, None)
        if texts is None:
            return
        row = self._row_of.pop(key)
        del self._key_of[row]
        self._connection.execute(
            "INSERT INTO word (word, rowid, title, words) VALUES ('delete', ?, ?, ?)",
            (row, *texts),
        )


def scan(
    texts: Iterable[tuple[str, Texts]], words: str, *, limit: int
) -> Iterator[str]:
    """Yield the keys of at most `limit` texts that hold these words as they stand.

    For what an index of words cannot find: signs, emoji, the middle of a word.
    """
    sought = words.casefold()
    room = SCAN_CHARACTERS
    for key, (title, text) in texts:
        if limit == 0 or room < 0 or not sought:
            return
        room -= len(text)
        if sought in title.casefold() or sought in text.casefold():
            limit -= 1
            yield key


def _query(words: str) -> str:
    terms = [term.replace('"', '""') for term in words.split() if _has_a_word(term)]
    return " ".join(f'"{term}"' for term in terms) + "*" if terms else ""


def _has_a_word(term: str) -> bool:
    # What the tokenizer keeps. A term without any would make the whole match empty.
    return any(unicodedata.category(char)[0] in "LN" for char in term)
