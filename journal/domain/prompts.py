"""Prompts: small questions about one moment, and the themes they belong to."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique

from journal.domain.attachment import SupportFunction
from journal.domain.entries import PromptId
from journal.domain.tables import Table, read_toml
from journal.errors import NotFound

SCHEMA = 1
PLACEHOLDER = "{partner}"
THEMES = (
    "signal",
    "comfort",
    "launch",
    "room",
    "goodnews",
    "presence",
    "missed",
    "repair",
    "okay",
    "turns",
    "roots",
    "seasons",
)
"""The themes in the order in which one goes through them."""

_THEME_ID = re.compile(r"[a-z]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Where a sentence begins; the stand-in for a name needs a capital there.
_SENTENCE_START = re.compile(r"(^|[.?!:] )\{partner\}")


@unique
class PromptRole(StrEnum):
    """Whose moment a prompt asks about."""

    CARE_SEEKER = "care-seeker"
    CAREGIVER = "caregiver"
    BOTH = "both"
    SELF = "self"


@unique
class Depth(StrEnum):
    """How much a prompt asks of a person; deep ones are chosen, never dealt."""

    LIGHT = "light"
    WARM = "warm"
    DEEP = "deep"


@unique
class Care(StrEnum):
    """How gently a prompt has to be brought."""

    NONE = "none"
    TENDER = "tender"
    HEAVY = "heavy"


LEAD_IN = {
    Care.TENDER: "This one can stir things up. Skip it, or write only the outline.",
    Care.HEAVY: (
        "Choose a time when you have an hour and somewhere to go afterwards. This "
        "stays private. Stop whenever you like."
    ),
}
"""What is said before a prompt that asks for care."""
AFTER_CARE = (
    "Look up. Name three things in the room.",
    "Is there someone you'd like to see today?",
)
"""What is said after one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question; `retired` ones are kept for the entries that answered them."""

    id: PromptId
    theme: str
    role: PromptRole
    depth: Depth
    text: str = field(repr=False)
    follow_ups: tuple[str, ...] = field(repr=False)
    idea: str
    function: SupportFunction | None = None
    care: Care = Care.NONE
    mirror: PromptId | None = None
    retired: bool = False

    def asked(self, partner: str | None) -> str:
        """Return the question as it is put to someone with this partner, or none."""
        return _with_partner(self.text, partner)

    def asked_after(self, partner: str | None) -> tuple[str, ...]:
        """Return the follow-ups in the same way."""
        return tuple(_with_partner(text, partner) for text in self.follow_ups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The prompts of one file."""

    id: str
    title: str
    blurb: str
    function: SupportFunction | None
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All the themes there are."""

    themes: tuple[Theme, ...]

    def prompt(self, prompt_id: PromptId) -> Prompt:
        """Return the prompt with that id, retired or not.

        Raises:
            NotFound: no theme has it.
        """
        for theme in self.themes:
            for prompt in theme.prompts:
                if prompt.id == prompt_id:
                    return prompt
        raise NotFound

    def prompts(
        self,
        *,
        theme: str | None = None,
        role: PromptRole | None = None,
        depth: Depth | None = None,
    ) -> tuple[Prompt, ...]:
        """Return the prompts that may be offered, narrowed to what is given."""
        return tuple(
            prompt
            for one in self.themes
            for prompt in one.prompts
            if not prompt.retired
            and (theme is None or prompt.theme == theme)
            and (role is None or prompt.role is role)
            and (depth is None or prompt.depth is depth)
        )


def parse_theme(toml_text: str, *, file_stem: str) -> Theme:
    """Return the theme that a file holds.

    Raises:
        NotPossible: the file does not have the shape of a theme; the sentence names
            the file and what is the matter.
    """
    file = f"{file_stem}.toml"
    whole = Table(file, read_toml(toml_text, file=file))
    if whole.taken("schema") != SCHEMA:
        whole.refuse(f"schema is not {SCHEMA}")
    head = whole.table("theme")
    tables = whole.tables("prompt")
    whole.nothing_else()
    theme = Theme(
        id=head.text("id"),
        title=head.text("title"),
        blurb=head.text("blurb"),
        function=head.word("function", SupportFunction),
        prompts=(),
    )
    head.nothing_else()
    if theme.id != file_stem or not _THEME_ID.fullmatch(theme.id):
        head.refuse("id is not the name of the file in small letters")
    prompts: dict[PromptId, Prompt] = {}
    for one in tables:
        prompt = _prompt(one, theme)
        if prompt.id in prompts:
            one.refuse("id is there twice")
        prompts[prompt.id] = prompt
    return replace(theme, prompts=tuple(prompts.values()))


def _prompt(table: Table, theme: Theme) -> Prompt:
    prompt_id = table.text("id")
    table.named(prompt_id)
    prefix, _, slug = prompt_id.partition("-")
    if prefix != theme.id or not _SLUG.fullmatch(slug):
        table.refuse("id is not the theme, a hyphen and a few plain words")
    mirror = table.optional("mirror")
    prompt = Prompt(
        id=PromptId(prompt_id),
        theme=theme.id,
        role=PromptRole(table.needed_word("role", PromptRole)),
        depth=Depth(table.needed_word("depth", Depth)),
        text=table.text("text"),
        follow_ups=table.texts("follow_ups"),
        idea=table.text("idea"),
        function=table.word("function", SupportFunction) or theme.function,
        care=table.word("care", Care) or Care.NONE,
        mirror=PromptId(mirror) if mirror else None,
        retired=table.flag("retired"),
    )
    table.nothing_else()
    return prompt


def _with_partner(text: str, partner: str | None) -> str:
    if partner is None:
        text = _SENTENCE_START.sub(r"\1Your partner", text)
    return text.replace(PLACEHOLDER, partner or "your partner")
