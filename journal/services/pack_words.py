"""What one says in front of a pack while it is typed: kept, and not yet said."""

from dataclasses import replace
from threading import Lock
from typing import Literal, get_args

from journal.domain.brought import Brought
from journal.services import packing
from journal.services.own_pack import half_said, keep_half_said
from journal.services.packing import Bench, Whose
from journal.services.session import Session

What = Literal["help", "trying", "questions"]
"""What is said in a few words of one's own."""
WHATS: tuple[What, ...] = get_args(What)


class Typing:
    """One of these texts while it is typed; kept here alone until it is put in.

    Everything may be called from any thread, and two calls never meet. `edit` is the
    number of the change that led to a text: what is older than what was kept is let go.
    """

    def __init__(self, session: Session, whose: Whose, what: What) -> None:
        self._session, self._whose, self._what = session, whose, what
        self._turn = Lock()
        self._edit = 0
        self._has_ended = False

    def keep(self, text: str, edit: int) -> None:
        """Keep a text that may be longer than can stand there."""
        with self._turn:
            if self._has_ended or edit <= self._edit:
                return
            is_said = text.strip() == self._said()
            keep_half_said(self._session, self._name, None if is_said else text)
            self._edit = edit

    def put(self, text: str) -> Bench:
        """Say it in the pack.

        Raises:
            NotPossible: it is too long; what was typed stays kept as it was.
        """
        with self._turn:
            part = packing.bench(self._session, self._whose).part
            now = packing.change(self._session, self._whose, self._saying(part, text))
            keep_half_said(self._session, self._name, None)
            self._has_ended = True
            return now

    @property
    def _name(self) -> str:
        return half_said_name(self._whose, self._what)

    def _saying(self, part: Brought, text: str) -> Brought:
        match self._what:
            case "help":
                return replace(part, help=text)
            case "trying":
                return replace(part, trying=text)
            case "questions":
                return replace(part, questions=text)

    def _said(self) -> str:
        part = packing.bench(self._session, self._whose).part
        text: str = getattr(part, self._what)
        return text


def unfinished(session: Session, whose: Whose) -> dict[What, str]:
    """Return what has been typed for a pack and is not in it."""
    typed = {one: half_said(session, half_said_name(whose, one)) for one in WHATS}
    return {what: text for what, text in typed.items() if text is not None}


def half_said_name(whose: Whose, what: What) -> str:
    """Return the name under which a text is kept while it is typed."""
    return f"{whose.name.lower()}.{what}"
