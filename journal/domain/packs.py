"""A pack: prompts that a counsellor, or anyone, hands to someone in a readable file."""

import re
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from journal.domain.attachment import SupportFunction
from journal.domain.entries import PromptId
from journal.domain.prompts import Care, Depth, Prompt, PromptRole
from journal.domain.tables import Table, line_of, read_toml
from journal.errors import NotPossible

SCHEMA = 1
LONGEST_FILE = 64 * 1024
"""Bytes of a pack file at most."""
MOST_PROMPTS = 60
MOST_DAYS = 365
_MOST_FOLLOW_UPS = 3
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack file says. `days` is for how long its author means it to be used."""

    id: str
    title: str = field(repr=False)
    author: str = field(repr=False)
    purpose: str = field(repr=False)
    not_when: str = field(repr=False)
    days: int
    prompts: tuple[Prompt, ...] = field(repr=False)

    @property
    def theme(self) -> str:
        """What its prompts have in the place of a theme."""
        return f"pack-{self.id}"


def parse_pack(toml_text: str, *, file: str) -> Pack:
    """Return the pack that a file holds.

    Raises:
        NotPossible: it does not have the shape of a pack; the sentence names the file
            and the line.
    """
    if len(toml_text.encode()) > LONGEST_FILE:
        say = f"{file} is longer than a pack may be, which is 64 KiB."
        raise NotPossible(say)
    table = read_toml(toml_text, file=file)
    whole = Table(file, table, line_of=partial(line_of, toml_text))
    if whole.taken("schema") != SCHEMA:
        whole.refuse(f"schema is not {SCHEMA}", key="schema")
    head = whole.table("pack")
    tables = whole.tables("prompt")
    whole.nothing_else()
    pack = Pack(
        id=_slug(head, "id"),
        title=head.text("title"),
        author=head.text("author"),
        purpose=head.text("purpose"),
        not_when=head.text("not_when"),
        days=head.number("days", most=MOST_DAYS),
        prompts=(),
    )
    head.nothing_else()
    prompts: dict[PromptId, Prompt] = {}
    for one in islice(tables, MOST_PROMPTS):
        prompt = _prompt(one, pack.theme)
        if prompt.id in prompts:
            one.refuse("id is there twice", key="id")
        prompts[prompt.id] = prompt
    if len(tables) > MOST_PROMPTS:
        tables[MOST_PROMPTS].refuse(f"there are more than {MOST_PROMPTS} prompts")
    return Pack(
        id=pack.id,
        title=pack.title,
        author=pack.author,
        purpose=pack.purpose,
        not_when=pack.not_when,
        days=pack.days,
        prompts=tuple(prompts.values()),
    )


def _prompt(table: Table, theme: str) -> Prompt:
    slug = _slug(table, "id")
    depth = table.word("depth", Depth) or Depth.LIGHT
    care = table.word("care", Care)
    if care is Care.NONE and depth is Depth.DEEP:
        table.refuse("a deep prompt has tender or heavy care", key="care")
    prompt = Prompt(
        id=PromptId(f"{theme}-{slug}"),
        theme=theme,
        role=table.word("role", PromptRole) or PromptRole.BOTH,
        depth=depth,
        text=table.text("text"),
        follow_ups=table.texts("follow_ups", optional=True),
        idea="",
        function=table.word("function", SupportFunction),
        care=care or (Care.TENDER if depth is Depth.DEEP else Care.NONE),
    )
    if len(prompt.follow_ups) > _MOST_FOLLOW_UPS:
        table.refuse(
            f"there are more than {_MOST_FOLLOW_UPS} follow-ups", key="follow_ups"
        )
    table.nothing_else()
    return prompt


def _slug(table: Table, key: str) -> str:
    slug = table.text(key)
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        table.refuse(
            f"{key} is not small letters, numbers and hyphens, {_LONGEST_SLUG} at most",
            key=key,
        )
    return slug


def refuse_known(pack: Pack, known: tuple[Pack, ...]) -> None:
    """Raise `NotPossible` where a pack of the same id is there already."""
    if any(one.id == pack.id for one in known):
        say = "A pack of that name is here already. Remove that one first."
        raise NotPossible(say)
