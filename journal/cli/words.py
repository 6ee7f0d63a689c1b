"""What the command line says, and the shapes of its JSON."""

from collections.abc import Sequence
from textwrap import indent

from journal.cli.arc_told import arc_json, arc_text
from journal.domain.entries import Entry, EntryId, Json, Visibility
from journal.domain.moments import title_of
from journal.domain.text import first_words
from journal.domain.wording import as_sentence, long_day
from journal.services import reading
from journal.services.drafts import Draft
from journal.services.ideas import Idea, Passage
from journal.services.plain_words import BEFORE_MEETING
from journal.services.session import Session
from journal.services.shipped import questions
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
SEALED = "Sealed. From now on nothing of what is sealed can be changed."
TAKEN_BACK = "Taken back. Only you can read it."
LINKED = "The two are one moment now."
SEASON_LEFT = "It is no longer in Us. The moments are where they were."
IN_US_NOW = "It is in Us now."
DAYS_MAY_RETURN = "Its days may come back to you."
DAYS_STAY_AWAY = "Its days do not come back to you."
PARTED = "The two stand apart from now on, for both of you and for good. Each is kept."
YOU_ASK = "You have asked for the other side."
LETS_RETURN = "You let it come back of itself."
MAY_RETURN = "It may come back of itself, once you both let it."
RESTS = "You no longer let it come back of itself."
THANKED = "It stands with that moment, where both of you read it."
OFFER_OR_SEAL = (
    "What is offered can be read at once, and what is sealed cannot: choose --offer "
    "or --seal. Nothing was changed."
)
NO_SUGGESTIONS = "Nothing here yet that may be one moment."
STILL_AS_SEALED = (
    "It opens as it was sealed; what you changed is yours until you offer it."
)
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
EACH_IDEA = "Each idea, and where it is from"
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
            *BEFORE_MEETING,
            *PARAGRAPHS,
        )
    )


def before_sealing(session: Session, *, is_side: bool, is_answered: bool) -> str:
    """Return what an opening shows, and when it comes; said before anything is sealed.

    A side of a moment that is told opens only when the other tells that moment anew.
    `is_answered`: the other has sealed an answer already, which then opens first.
    """
    name = _other(session)
    if is_answered:
        return (
            f"{name}'s opens when {name} next unlocks, and yours when you next unlock "
            "after that, so its opening shows that you unlocked."
        )
    answered = "told that moment anew" if is_side else "answered"
    return (
        f"It opens when you next unlock after {name} has {answered}, and its opening "
        "shows that you unlocked."
    )


def has_answered(session: Session) -> str:
    """Return that an answer of the partner's waits, and what opens it."""
    name = _other(session)
    return (
        f"{name} has answered this, sealed: it opens when {name} next unlocks after "
        "you have offered or sealed your own."
    )


def opened(session: Session) -> str:
    """Return who can read what was opened."""
    return f"It is open, and {_other(session)} can read it as it was sealed."


def never_opened(session: Session) -> str:
    """Return what becomes of a sealed answer that was taken back."""
    return f"It was sealed, and stays shut: {_other(session)} cannot open it."


def offered(session: Session) -> str:
    """Return who can read what was offered."""
    return f"{_other(session)} can read it."


def offered_prompt(session: Session) -> str:
    """Return who can be asked a prompt that was offered."""
    return f"{_other(session)} can be asked it."


def asked(session: Session) -> str:
    """Return where the partner meets an ask."""
    return f"{_other(session)} meets this inside the moment, and nowhere else."


def would_like_your_side(session: Session) -> str:
    """Return that the partner asks for my side; said inside the moment alone."""
    return f"{_other(session)} would like your side of this."


def half_linked(session: Session) -> str:
    """Return what is still to come for two to be one moment."""
    return f"They are one moment once {_other(session)} has said so too."


def declined(session: Session) -> str:
    """Return what becomes of a no."""
    return f"You will not be asked this again, and {_other(session)} is not told."


def in_us_once(session: Session) -> str:
    """Return what is still to come for a season to be one."""
    return f"It is in Us once {_other(session)} has said yes too."


def suggestions_json(found: Sequence[tuple[Entry, Entry]]) -> dict[str, Json]:
    """Return what may be one moment, for a program to read."""
    return {
        "suggestions": [
            {"mine": _named(mine), "theirs": _named(theirs)} for mine, theirs in found
        ]
    }


def _named(entry: Entry) -> dict[str, Json]:
    return {"id": entry.id, "title": _title(entry), "day": entry.day.isoformat()}


def suggestions_text(session: Session, found: Sequence[tuple[Entry, Entry]]) -> str:
    """Return what may be one moment as plain text, one pair after another."""
    names = {one.id: one.name for one in session.people}
    pairs = (
        "\n".join(f"{names[one.author]}, {_opening(one)}" for one in pair)
        for pair in found
    )
    return "\n\n".join(f"Are these the same moment?\n{pair}" for pair in pairs) or (
        NO_SUGGESTIONS
    )


def _opening(entry: Entry) -> str:
    return f"{long_day(entry.day)}. {as_sentence(_title(entry))} {entry.id}"


def _title(entry: Entry) -> str:
    return title_of(entry, questions())


def _other(session: Session) -> str:
    return session.partner.name if session.partner else "The other"


def taken_back(session: Session) -> str:
    """Return what happens to the partner's copy, without a pronoun."""
    name = _other(session)
    return (
        f"{name}'s Lean-to removes its copy when it next opens; "
        f"{name} may have read or kept it."
    )


def still_as_offered(session: Session) -> str:
    """Return what the partner reads after a revision."""
    name = _other(session)
    return f"{name} reads it as it was offered, until you offer it again."


def entry_json(session: Session, entry: Entry) -> dict[str, Json]:
    """Return one entry of mine for a program to read."""
    return {
        "id": entry.id,
        "moment": entry.moment,
        "title": entry.title,
        "day": entry.day.isoformat(),
        "visibility": reading.visibility(session, entry.id).value,
        "sealed": reading.visibility(session, entry.id) is Visibility.SEALED,
        "prompt": entry.prompt,
        "role": entry.role.value if entry.role else None,
        "function": entry.function.value if entry.function else None,
        "words": entry.words,
        "revision": entry.revision,
        **arc_json(entry),
    }


def draft_json(draft: Draft) -> dict[str, Json]:
    """Return an unfinished page for a program to read."""
    return {
        "id": draft.id,
        "day": draft.kept_on.isoformat() if draft.kept_on else None,
        "prompt": draft.prompt,
        "moment": draft.moment,
        "entry": draft.entry,
        "words": draft.words,
    }


def drafts_text(drafts: Sequence[Draft]) -> str:
    """Return the unfinished pages as plain text, each with all its words."""
    return "\n\n".join(
        f"Unfinished, {long_day(one.kept_on)}.\n{indent(one.words, '  ')}"
        if one.kept_on
        else f"Unfinished.\n{indent(one.words, '  ')}"
        for one in drafts
    )


def who_reads(session: Session, entry: EntryId) -> str:
    """Return in a word who may read an entry of mine."""
    if entry in session.wishes:
        return WISHED
    return reading.visibility(session, entry).value.capitalize()


def entries_text(session: Session, entries: Sequence[Entry]) -> str:
    """Return entries as plain text, one after another."""
    if not entries:
        return EMPTY_MINE
    return "\n\n".join(
        f"{_heading(session, entry)}\n{entry.words}{_said(entry)}" for entry in entries
    )


def _said(entry: Entry) -> str:
    arc = arc_text(entry)
    return f"\n\n{arc}" if arc else ""


def _heading(session: Session, entry: Entry) -> str:
    title = f" {entry.title}." if entry.title else ""
    who = who_reads(session, entry.id)
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


def ideas_json(passages: Sequence[Passage], ideas: Sequence[Idea]) -> dict[str, Json]:
    """Return the page about the ideas, and each idea, for a program to read."""
    return {
        "about": [{"text": one.text, "is_heading": one.is_heading} for one in passages],
        "ideas": [
            {
                "id": idea.id,
                "title": idea.title,
                "source": idea.source,
                "finding": idea.finding,
                "read": idea.read.value,
            }
            for idea in ideas
        ],
    }


def ideas_text(passages: Sequence[Passage], ideas: Sequence[Idea]) -> str:
    """Return the same as plain text."""
    each = [
        f"{idea.title}\n{idea.finding}\n{idea.source} ({idea.read.words})"
        for idea in ideas
    ]
    return "\n\n".join([*(one.text for one in passages), EACH_IDEA, *each])
