"""About the ideas: what the questions rest on, in plain words, and where it is from.

Needs nothing: no journal, no passphrase, no screen.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum, unique
from functools import cache

from journal.domain.tables import Table, read_toml
from journal.domain.text import clean_line
from journal.storage import prompt_files

SCHEMA = 1
_FILE = "ideas.toml"
_LONGEST_PASSAGE = 4000
_MARK = re.compile(r"#+ ")


@unique
class Read(StrEnum):
    """How an idea's source is known."""

    ABSTRACT = "abstract"
    MEMORY = "memory"
    SEED = "seed"

    @property
    def words(self) -> str:
        """The same, said to a reader."""
        return _READ_WORDS[self]


_READ_WORDS = {
    Read.ABSTRACT: "read in part",
    Read.MEMORY: "from memory",
    Read.SEED: "the article this grew from",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What a study or a writer found, in a sentence of our own."""

    id: str
    title: str
    source: str
    finding: str
    read: Read


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the page about the ideas, or a heading in it."""

    text: str = field(repr=False)
    is_heading: bool = False


@cache
def about() -> tuple[Passage, ...]:
    """Return the page about the ideas; its first passage is its title.

    Raises:
        PlaceTrouble: the file is not there.
    """
    blocks = re.split(r"\n\s*\n", prompt_files.read_about().strip())
    return tuple(_passage(block) for block in blocks)


@cache
def ideas() -> tuple[Idea, ...]:
    """Return every idea a prompt may come from, in the order of their file.

    Raises:
        NotPossible: the file does not have its shape.
        PlaceTrouble: the file is not there.
    """
    return parse_ideas(prompt_files.read_ideas())


def parse_ideas(toml_text: str) -> tuple[Idea, ...]:
    """Return the ideas in a file.

    Raises:
        NotPossible: it does not have the shape; the sentence names the place.
    """
    whole = Table(_FILE, read_toml(toml_text, file=_FILE))
    if whole.taken("schema") != SCHEMA:
        whole.refuse(f"schema is not {SCHEMA}")
    tables = whole.tables("idea")
    whole.nothing_else()
    found: dict[str, Idea] = {}
    for table in tables:
        idea = _idea(table)
        if idea.id in found:
            table.refuse("id is there twice")
        found[idea.id] = idea
    return tuple(found.values())


def _idea(table: Table) -> Idea:
    id_ = table.text("id")
    table.named(id_)
    idea = Idea(
        id=id_,
        title=table.text("title"),
        source=table.text("source"),
        finding=table.text("finding"),
        read=Read(table.needed_word("read", Read)),
    )
    table.nothing_else()
    return idea


def _passage(block: str) -> Passage:
    mark = _MARK.match(block)
    text = block[mark.end() :] if mark else block
    return Passage(clean_line(text, limit=_LONGEST_PASSAGE), is_heading=bool(mark))
