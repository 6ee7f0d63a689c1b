"""A prompt that one of the two wrote, for themselves or for the other as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from journal.domain.entries import EntryId, Json, PartnerId, PromptId
from journal.domain.prompts import Depth, Prompt, PromptRole
from journal.domain.text import clean_line
from journal.errors import Malformed, NothingWritten, NotPossible

THEME = "own"
LONGEST = 400
"""Characters of a prompt at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPrompt:
    """A question in someone's own words. Its id is one of its own, like an entry's.

    `revision` counts how often it was offered, from 1.
    """

    id: EntryId
    author: PartnerId
    revision: int
    text: str = field(repr=False)
    role: PromptRole = field(default=PromptRole.BOTH, repr=False)

    @property
    def prompt(self) -> Prompt:
        """The same question, as prompts are browsed and answered."""
        return Prompt(
            id=PromptId(f"{THEME}-{self.id}"),
            theme=THEME,
            role=self.role,
            depth=Depth.LIGHT,
            text=self.text,
            follow_ups=(),
            idea="",
        )


def clean_question(text: str) -> str:
    """Return a question as it is kept: one line.

    Raises:
        NothingWritten: nothing is left of it.
        NotPossible: it is longer than a question may be.
    """
    cleaned = clean_line(text, limit=LONGEST + 1)
    if not cleaned:
        raise NothingWritten
    if len(cleaned) > LONGEST:
        say = f"A question has {LONGEST} characters at most."
        raise NotPossible(say)
    return cleaned


def prompt_body(prompt: OwnPrompt) -> dict[str, Json]:
    """Return what is sealed of a prompt; the same for oneself and for the partner."""
    return {"act": "prompt", "text": prompt.text, "role": prompt.role.value}


def own_prompt_from(
    body: Mapping[str, Json], *, id_: EntryId, author: PartnerId, revision: int
) -> OwnPrompt:
    """Return the prompt that an act holds, its text cleaned.

    Raises:
        Malformed: it has no text. A role that is not known counts as not said.
    """
    text, said = body.get("text"), body.get("role")
    cleaned = clean_line(text, limit=LONGEST) if isinstance(text, str) else ""
    if not cleaned:
        raise Malformed
    role = PromptRole.BOTH
    if isinstance(said, str) and said in set(PromptRole):
        role = PromptRole(said)
    return OwnPrompt(id=id_, author=author, revision=revision, text=cleaned, role=role)
