"""The prompts that come with Lean-to."""

from functools import cache

from journal.domain.prompts import Library, parse_theme
from journal.storage import prompt_files


@cache
def library() -> Library:
    """Return every shipped prompt; read once."""
    return Library(
        tuple(
            parse_theme(text, file_stem=stem)
            for stem, text in sorted(prompt_files.read_themes().items())
        )
    )
