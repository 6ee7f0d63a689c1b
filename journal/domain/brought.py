"""What one person brings to a pack: which moments, and how their own part is read.

Each speaks for their own part only: nobody strikes out, leaves out or adds to what
the other has told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from journal.domain.counselling import HELP_LIMIT
from journal.domain.entries import EntryId, Json
from journal.domain.striking import INSTEAD_LIMIT, Cut, Struck
from journal.domain.text import NAME_LIMIT, clean_line, clean_text

TEXT_LIMIT = 4000
"""How many characters of what someone says for the whole pack are ever read."""
_ID = re.compile(r"[0-9a-f]{32}")
_TEXTS = ("title", "words", "changed", "asked", "guess", "keep", "afterwards")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One person's part: entries whose moments they bring, own ones they leave out.

    `struck` are the cuts in their own entries. `help` is what they would like help
    with, `trying` what the two are trying, `questions` what they would ask. `called` is
    the name under which they stand in it, if another than their own; with `by_month` no
    day is named.
    """

    brings: frozenset[EntryId] = frozenset()
    leaves: frozenset[EntryId] = frozenset()
    struck: Mapping[EntryId, Struck] = field(default_factory=dict, repr=False)
    help: str = field(default="", repr=False)
    trying: str = field(default="", repr=False)
    questions: str = field(default="", repr=False)
    called: str = field(default="", repr=False)
    by_month: bool = False


NOTHING_BROUGHT = Brought()


def is_brief(text: str) -> bool:
    """Whether a text is as short as what heads a pack has to be: eighty words."""
    return len(text.split()) <= HELP_LIMIT


def body_of_brought(brought: Brought) -> dict[str, Json]:
    """Return what is kept of a part, but for what was struck out of each entry."""
    brings: list[Json] = [*sorted(brought.brings)]
    leaves: list[Json] = [*sorted(brought.leaves)]
    return {
        "brings": brings,
        "leaves": leaves,
        "help": brought.help,
        "trying": brought.trying,
        "questions": brought.questions,
        "called": brought.called,
        "by_month": brought.by_month,
    }


def brought_from(body: Mapping[str, Json], struck: Mapping[EntryId, Struck]) -> Brought:
    """Return the part that a body tells; what is not of its type was not said."""
    return Brought(
        brings=_ids(body.get("brings")),
        leaves=_ids(body.get("leaves")),
        struck=struck,
        help=_said(body.get("help")),
        trying=_said(body.get("trying")),
        questions=_said(body.get("questions")),
        called=_line(body.get("called"), NAME_LIMIT),
        by_month=body.get("by_month") is True,
    )


def body_of_struck(struck: Struck) -> dict[str, Json]:
    """Return what is kept of the cuts in one entry: no word of what they hide."""
    cuts: dict[str, Json] = {
        name: [[cut.start, cut.end, cut.instead] for cut in held]
        for name, held in sorted(struck.cuts.items())
        if held
    }
    return {"of": struck.of, "cuts": cuts}


def struck_from(body: Mapping[str, Json]) -> Struck | None:
    """Return the cuts that a body tells, or None where they cannot be understood.

    Whoever reads them leaves the entry out then: what was struck never comes back.
    """
    of, named = body.get("of"), body.get("cuts")
    if not isinstance(of, str) or not isinstance(named, dict):
        return None
    cuts: dict[str, tuple[Cut, ...]] = {}
    for name, held in named.items():
        if name not in _TEXTS or not isinstance(held, list):
            return None
        found = [_cut(one) for one in held]
        if None in found:
            return None
        cuts[name] = tuple(sorted(cut for cut in found if cut is not None))
    return Struck(of=of, cuts=cuts)


def _cut(value: Json) -> Cut | None:
    match value:
        case [int(start), int(end), str(instead)] if start >= 0 and end > start:
            return Cut(start, end, clean_line(instead, limit=INSTEAD_LIMIT))
        case _:
            return None


def _ids(value: Json) -> frozenset[EntryId]:
    held: Iterable[Json] = value if isinstance(value, list) else ()
    return frozenset(
        EntryId(one) for one in held if isinstance(one, str) and _ID.fullmatch(one)
    )


def _said(value: Json) -> str:
    # What is far longer than anyone reads is cut before work is done on it.
    text = value[: TEXT_LIMIT * 4] if isinstance(value, str) else ""
    return clean_text(text)[:TEXT_LIMIT].strip()


def _line(value: Json, limit: int) -> str:
    return clean_line(value, limit=limit) if isinstance(value, str) else ""
