"""A pack: prompts that a counsellor, or anyone, hands to someone in a readable file."""

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from journal.domain.attachment import SupportFunction
from journal.domain.entries import PromptId
from journal.domain.prompts import PLACEHOLDER, Care, Depth, Prompt, PromptRole
from journal.domain.table_lines import line_of
from journal.domain.tables import Table, read_toml
from journal.errors import NotPossible

SCHEMA = 1
LONGEST_FILE = 64 * 1024
"""Bytes of a pack file at most."""
MOST_PROMPTS = 60
MOST_DAYS = 365
MOST_FOLLOW_UPS = 3
_LONGEST_ID = 24
# A pack's id has no hyphen, so that no two packs can have a prompt of the same id.
_WORD = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CURLY = re.compile("[{}]")


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
    schema = whole.taken("schema")
    if schema is None:
        whole.refuse(f"schema = {SCHEMA} has to stand above everything else")
    if schema != SCHEMA:
        whole.refuse(f"schema is not {SCHEMA}", "schema")
    head = whole.table("pack")
    tables = whole.tables("prompt")
    whole.nothing_else()
    pack = Pack(
        id=_short(head, "id", _WORD, "small letters and numbers"),
        title=_said(head, "title"),
        author=_said(head, "author"),
        purpose=_said(head, "purpose"),
        not_when=_said(head, "not_when"),
        days=head.number("days", most=MOST_DAYS),
        prompts=(),
    )
    head.nothing_else()
    prompts: dict[PromptId, Prompt] = {}
    for one in islice(tables, MOST_PROMPTS):
        prompt = _prompt(one, pack.theme)
        if prompt.id in prompts:
            one.refuse("id is there twice", "id")
        prompts[prompt.id] = prompt
    if len(tables) > MOST_PROMPTS:
        tables[MOST_PROMPTS].refuse(f"there are more than {MOST_PROMPTS} prompts")
    return replace(pack, prompts=tuple(prompts.values()))


def _prompt(table: Table, theme: str) -> Prompt:
    slug = _short(table, "id", _SLUG, "small letters, numbers and hyphens")
    depth = table.word("depth", Depth) or Depth.LIGHT
    care = table.word("care", Care)
    if care is Care.NONE and depth is Depth.DEEP:
        table.refuse("a deep prompt has tender or heavy care", "care")
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
    _refuse_odd_brackets(table, prompt.text, "text")
    for at, text in enumerate(prompt.follow_ups):
        if at == MOST_FOLLOW_UPS:
            what = f"there are more than {MOST_FOLLOW_UPS} follow-ups"
            table.refuse(what, "follow_ups", at)
        _refuse_odd_brackets(table, text, "follow_ups", at)
    table.nothing_else()
    return prompt


def _said(head: Table, key: str) -> str:
    text = head.text(key)
    if PLACEHOLDER in text:
        head.refuse(f"{key} is the same for everyone, without {PLACEHOLDER}", key)
    return text


def _short(table: Table, key: str, shape: re.Pattern[str], what: str) -> str:
    word = table.text(key)
    if not shape.fullmatch(word) or len(word) > _LONGEST_ID:
        table.refuse(f"{key} is not {what}, {_LONGEST_ID} at most", key)
    return word


def _refuse_odd_brackets(table: Table, text: str, *at: str | int) -> None:
    if _CURLY.search(text.replace(PLACEHOLDER, "")):
        table.refuse(f"nothing but {PLACEHOLDER} stands in curly brackets", *at)
