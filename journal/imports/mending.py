"""Markdown that a program wrote, as plain words."""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"\s*#{1,6} +([^\n]*)\n*")


def mended(text: str) -> str:
    r"""Return text without the backslashes before signs: `\.`, `\(`, `\!`.

    Within a fence of code they belong to what was written.
    """
    if "\\" not in text:
        return text
    parts, at = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_ESCAPED.sub(_sign, text[at : fence.start()]), fence[0]]
        at = fence.end()
    return "".join([*parts, _ESCAPED.sub(_sign, text[at:])])


def _sign(found: re.Match[str]) -> str:
    return found[1]


def heading_of(text: str) -> tuple[str, str]:
    """Return the heading that a text begins with, and the rest; or "" and the text."""
    found = _HEADING.match(text)
    if found is None:
        return "", text
    return found[1].strip(), text[found.end() :]
