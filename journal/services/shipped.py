"""The prompts that come with Lean-to."""

from functools import cache

from journal.domain.prompts import THEMES, Library, parse_theme
from journal.storage import prompt_files


@cache
def library() -> Library:
    """Return every shipped prompt, in the order of the themes; read once."""
    texts = prompt_files.read_themes()
    order = {stem: place for place, stem in enumerate(THEMES)}
    stems = sorted(texts, key=lambda stem: (order.get(stem, len(order)), stem))
    return Library(tuple(parse_theme(texts[stem], file_stem=stem) for stem in stems))
