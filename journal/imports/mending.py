"""Markdown that a program wrote, as plain words."""

import re

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(
    r"^(```|~~~).*?^\1[^\n]*$|(?<![`\\])(`{1,2})(?!`)[^`\n]{1,500}\2(?!`)",
    re.MULTILINE | re.DOTALL,
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
# What stands at the ends of lines without being seen; between letters it may be meant.
_SIGNS = "\u200b\u2060\ufeff"
_UNSEEN = re.compile(f"^[{_SIGNS}]+|[{_SIGNS}]+$", re.MULTILINE)
_EMPTY = re.compile(r"^[ \t]*(?:&nbsp;[ \t]*)+$", re.MULTILINE)
_HEADING = re.compile(r"\s*#{1,6} +([^\n]*)\n*")


def mended(text: str) -> str:
    r"""Return text without the backslashes before signs: `\.`, `\(`, `\!`.

    Within code they belong to what was written.
    """
    if "\\" not in text:
        return text
    if "`" not in text and "~~~" not in text:
        return _ESCAPED.sub(r"\1", text)
    parts, at = [], 0
    for code in _CODE.finditer(text):
        parts += [_ESCAPED.sub(r"\1", text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _ESCAPED.sub(r"\1", text[at:])])


def heading_of(text: str) -> tuple[str, str]:
    """Return the heading that a text begins with, and the rest; or "" and the text."""
    found = _HEADING.match(text)
    if found is None:
        return "", text
    return found[1].strip(), text[found.end() :]


def plain_lines(text: str) -> str:
    """Return a text with plain line ends, and nothing unseen where a line is empty."""
    if any(end in text for end in _ENDS):
        text = _LINE_ENDS.sub("\n", text)
    if any(sign in text for sign in _SIGNS):
        text = _UNSEEN.sub("", text)
    return _EMPTY.sub("", text) if "&nbsp;" in text else text
