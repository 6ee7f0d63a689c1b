"""One sheet for a counsellor who has never heard of this journal.

It holds nothing of anyone: what a pack is, how to send a question back, and what is
best asked before anything is handed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from journal.export.html_page import page

TITLE = "For your counsellor"
EXAMPLE = """\
schema = 1

[pack]
id = "evening"
title = "The first ten minutes"
author = "Your name"
purpose = "To look at how you meet again after a day apart. Skip what you like."
not_when = "Not in a week in which one of you is afraid of the other."
days = 14

[[prompt]]
id = "first-words"
text = "When you and {partner} last met again, what were the first words?"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    heading: str
    said: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    example: str = ""
    after: tuple[str, ...] = ()


_LEAN_TO = (
    "Lean-to is a private journal for two people, on their own computers. Each writes "
    "alone about times when one turned to the other: when something was hard, a safe "
    "haven; when something was possible, a secure base. Who reaches and who is there "
    "changes from one moment to the next."
)
_A_PACK = (
    "What you were given is what they chose to bring: one person's own pages, or pages "
    "that both agreed to. The first page says which, and can be read alone in three "
    "minutes. It is personal writing, not an assessment, and nothing in it is scored. "
    "What is not in it may never have been written: please conclude nothing from it. "
    "[left out] stands where someone took out words of their own."
)
_FREE = (
    "Both may have agreed in the app. That does not show that either was free to "
    "refuse. Please ask each alone, and see each alone first if there may be fear."
)
_HOW_SENT = (
    "How is it to reach you? E-mail is not private. A PDF can have a password, which "
    "is best said on the telephone."
)
_HOMEWORK = (
    "Write it into a plain text file whose name ends in .toml, as below, with as many "
    "questions as you like, each under a [[prompt]] of its own. {partner} becomes the "
    "other person's name."
)
_AND_THEN = (
    "Give the file to each of them. It is shown to them whole before anything is kept; "
    "each adds it or leaves it, and you do not learn which. Nothing comes back to you "
    "but what they tell you. Put nothing about these two into it: it is an ordinary "
    "file. The guide that comes with Lean-to, docs/packs.md, says what makes a fair "
    "question."
)
SHEET = (
    _Part(heading="What this is", said=(_LEAN_TO, _A_PACK, _FREE)),
    _Part(
        heading="What they may ask you first",
        asked=(
            "If one of them tells you something alone, do you keep it from the other?",
            "Does what they hand you become part of your record? For how long?",
            "Who else may see it: a supervisor, an insurer, a court?",
            "Would you rather read it in the room with them, and hand it back?",
            _HOW_SENT,
        ),
    ),
    _Part(
        heading="If you would like to give them a question to take home",
        said=(_HOMEWORK,),
        example=EXAMPLE,
        after=(_AND_THEN,),
    ),
)
"""What stands on the sheet."""


def sheet_html() -> bytes:
    """Return the sheet as a page that any browser shows and prints on one side."""
    body = "".join(f"<section>\n{''.join(_drawn(part))}</section>\n" for part in SHEET)
    return page(
        title=TITLE,
        style=_STYLE,
        body=f"<main>\n<h1>{TITLE}</h1>\n{body}</main>\n",
    )


def sheet_markdown() -> bytes:
    """Return the sheet in Markdown."""
    lines = [f"# {TITLE}", ""]
    for part in SHEET:
        lines += [f"## {part.heading}", ""]
        for text in part.said:
            lines += [text.replace("[", "\\["), ""]
        lines += [*(f"- {one}" for one in part.asked), *([""] if part.asked else [])]
        if part.example:
            lines += ["```toml", part.example.rstrip("\n"), "```", ""]
        for text in part.after:
            lines += [text, ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _drawn(part: _Part) -> Iterator[str]:
    yield f"<h2>{escape(part.heading)}</h2>\n"
    yield from (f"<p>{escape(text)}</p>\n" for text in part.said)
    if part.asked:
        items = "".join(f"<li>{escape(one)}</li>\n" for one in part.asked)
        yield f"<ul>\n{items}</ul>\n"
    if part.example:
        yield f"<pre>{escape(part.example)}</pre>\n"
    yield from (f"<p>{escape(text)}</p>\n" for text in part.after)


_STYLE = """
body { max-width: 40em; }
h1 { font-size: 1.6em; margin: 0 0 .6em; }
h2 { font-size: 1.15em; margin: 1.8em 0 .5em; }
ul { padding-inline-start: 1.2em; margin: .5em 0; }
li { margin: .3em 0; }
pre { font: .85em/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace;
  white-space: pre-wrap; padding: .2em 0 .2em 1em;
  border-left: 2px solid var(--muted); }
@media print {
  body { font-size: 10.5pt; line-height: 1.4; max-width: none; }
  h2 { margin-top: 1.2em; break-after: avoid; }
  pre, li { break-inside: avoid; }
}
"""
