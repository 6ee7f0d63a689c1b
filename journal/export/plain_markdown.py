"""Words of a person in Markdown, where they stay words.

Whatever could become a heading, a list, a link, a picture, a formula, a tag or HTML,
in any of the common readers, is set apart with a backslash. Everything else is left
as it was typed, so that the file can be read without a reader of Markdown too.
"""

import re

# What acts wherever it stands. Some readers make links of bare addresses, so that the
# signs of these are set apart as well. Our mark for what was left out stays as it is,
# but where what follows could make a link of it.
_ACTS = re.compile(
    r"(\[left out\](?![(\[:{]))"
    r"|[\\`*_\[\]<>|~$^#{}@]"
    r"|&(?=[#\w])|!(?=\[)|:(?=//)|/(?=/)|(?<=\w)\.(?=[^\W\d]{2})"
    r"|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
)
# What acts at the beginning of a line.
_BEGINS = re.compile(r"(\d{1,9}(?=[.)]))|[-+=:]")

_TICKS = re.compile("`{3,}")


def literal(text: str) -> str:
    """Return one line so that a reader of Markdown shows exactly these letters."""
    line = text.strip()
    begins = _BEGINS.match(line)
    if begins is None:
        return _acting(line)
    # A number is a list's by the sign after it, which takes the backslash.
    end = begins.end() + bool(begins[1])
    return f"{line[: end - 1]}\\{line[end - 1]}{_acting(line[end:])}"


def quoted(text: str) -> list[str]:
    """Return a text as the lines of a quotation, broken where its writer broke it."""
    lines = [literal(line) for line in text.split("\n")]
    # Two spaces at the end keep a line apart within its paragraph.
    return [
        f"> {line}{'  ' if after else ''}" if line else ">"
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]


def fenced(text: str) -> str:
    """Return a text as a block in which no reader of Markdown acts upon anything."""
    longest = max(map(len, _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _acting(line: str) -> str:
    return _ACTS.sub(lambda found: found[1] or f"\\{found[0]}", line)
