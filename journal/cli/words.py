"""What the command line says, and the shapes of its JSON."""

from collections.abc import Sequence

from journal.domain.entries import Entry, Json
from journal.domain.prompts import Prompt
from journal.domain.text import first_words
from journal.domain.wording import long_day
from journal.services import reading
from journal.services.plain_words import OFFERING
from journal.services.session import Session
from journal.services.support import PARAGRAPHS

CODE = (
    "Write this on paper and keep it away from this computer. It is shown once. "
    "Whoever finds the paper can open this journal."
)
NO_CODE = (
    "There is no recovery code: if the passphrase is lost, nobody can open your "
    "private entries."
)
NEUTRAL = "That was not possible. Nothing was changed."
WISH = "Kept as a wish: once the two of you have met, you will be asked again."
UNFINISHED = "It is kept as an unfinished page."
WISHED = "Private, and you wished to offer it"
EMPTY_US = (
    "Nothing here yet, and nothing is late.\n"
    "When one of you offers a page, it appears here. When the other tells their side, "
    "the two are set next to each other."
)
ALONE_US = (
    "This is where two sides are set next to each other. For now there is one of "
    "you, and your journal is whole without it."
)
EMPTY_VIEWS = {
    "coming-back": "Nothing here yet. When one of you writes that a page comes back to "
    "an earlier moment, the two stand here together.",
    "what-came-next": "Nothing here yet. What each of you says you went on to, after a "
    "moment, stands here in your own words.",
}
EMPTY_MINE = "Nothing here yet. The first page can be one line."


def before_meeting(name: str) -> str:
    """Return what each person reads alone before the two journals meet."""
    return "\n\n".join(
        (
            f"{name}, this part is for you alone.",
            OFFERING,
            *PARAGRAPHS,
        )
    )


def taken_back(session: Session) -> str:
    """Return what happens to the partner's copy, without a pronoun."""
    name = session.partner.name if session.partner else "The other"
    return (
        f"{name}'s Lean-to removes its copy when it next opens; "
        f"{name} may have read or kept it."
    )


def still_as_offered(session: Session) -> str:
    """Return what the partner reads after a revision."""
    name = session.partner.name if session.partner else "The other"
    return f"{name} reads it as it was offered, until you offer it again."


def entry_json(session: Session, entry: Entry) -> dict[str, Json]:
    """Return one entry of mine for a program to read."""
    return {
        "id": entry.id,
        "moment": entry.moment,
        "title": entry.title,
        "day": entry.day.isoformat(),
        "visibility": reading.visibility(session, entry.id).value,
        "prompt": entry.prompt,
        "role": entry.role.value if entry.role else None,
        "function": entry.function.value if entry.function else None,
        "words": entry.words,
        "revision": entry.revision,
    }


def entries_text(session: Session, entries: Sequence[Entry]) -> str:
    """Return entries as plain text, one after another."""
    if not entries:
        return EMPTY_MINE
    return "\n\n".join(
        f"{_heading(session, entry)}\n{entry.words}" for entry in entries
    )


def _heading(session: Session, entry: Entry) -> str:
    title = f" {entry.title}." if entry.title else ""
    who = reading.visibility(session, entry.id).value.capitalize()
    if entry.id in session.wishes:
        who = WISHED
    return f"{long_day(entry.day)}.{title} {who}. {entry.id}"


def found_json(session: Session, found: reading.Found) -> dict[str, Json]:
    """Return what was found for a program to read."""
    return {
        "entries": [entry_json(session, entry) for entry in found.entries],
        "moments": [
            {"id": one.id, "title": one.title, "day": one.day.isoformat()}
            for one in found.moments
        ],
    }


def found_text(session: Session, found: reading.Found) -> str:
    """Return what was found as plain text."""
    lines = [
        f"{_heading(session, entry)}\n{first_words(entry.words, limit=72)}"
        for entry in found.entries
    ]
    lines += [
        f"{long_day(one.day)}. A moment in Us: {one.title}. {one.id}"
        for one in found.moments
    ]
    return "\n\n".join(lines) or "No page has those words."


def prompt_json(prompt: Prompt) -> dict[str, Json]:
    """Return a prompt for a program to read."""
    return {
        "id": prompt.id,
        "theme": prompt.theme,
        "role": prompt.role.value,
        "depth": prompt.depth.value,
        "care": prompt.care.value,
        "function": prompt.function.value if prompt.function else None,
        "text": prompt.asked(None),
        "follow_ups": list(prompt.asked_after(None)),
        "mirror": prompt.mirror,
    }


def prompt_text(prompt: Prompt) -> str:
    """Return a prompt as plain text."""
    kind = f"{prompt.role.value}, {prompt.depth.value}"
    return f"{prompt.id} ({kind})\n{prompt.asked(None)}\n"
