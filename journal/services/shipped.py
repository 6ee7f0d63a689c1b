"""The prompts that come with Lean-to."""

from functools import cache
from types import MappingProxyType

from journal.domain.moments import Questions
from journal.domain.prompts import THEMES, Library, parse_theme
from journal.storage import prompt_files


@cache
def library() -> Library:
    """Return every shipped prompt, in the order of the themes; read once."""
    texts = prompt_files.read_themes()
    order = {stem: place for place, stem in enumerate(THEMES)}
    stems = sorted(texts, key=lambda stem: (order.get(stem, len(order)), stem))
    return Library(tuple(parse_theme(texts[stem], file_stem=stem) for stem in stems))


@cache
def questions() -> Questions:
    """Return what every shipped prompt asks, in words that name neither of the two."""
    found = (prompt for theme in library().themes for prompt in theme.prompts)
    return MappingProxyType({prompt.id: prompt.asked(None) for prompt in found})
