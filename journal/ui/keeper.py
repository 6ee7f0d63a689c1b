"""Keeps one page as it is typed: the newest words win, and nothing returns once saved.

Everything may be called from any thread, and two calls never meet.
"""

from dataclasses import replace
from threading import Lock

from journal.domain.entries import Entry
from journal.services import writing
from journal.services.session import Session
from journal.services.writing import Draft


class Keeper:
    """The draft of one page.

    `edit` below is the number of the change that led to the words; what is older
    than what was kept already is let go.
    """

    def __init__(self, session: Session, draft: Draft) -> None:
        self._session = session
        self._draft = draft
        self._turn = Lock()
        self._edit = 0
        self._is_stored = draft.kept_on is not None
        self._has_ended = False

    def keep(self, words: str, edit: int) -> bool:
        """Seal the words as the draft; return whether a draft is there now.

        An empty page leaves no draft behind.

        Raises:
            NoRoom, MayNotWrite, Busy: the draft is as it was.
        """
        with self._turn:
            if self._has_ended or edit <= self._edit:
                return self._is_stored
            draft = replace(self._draft, words=words)
            if words.strip():
                writing.keep_draft(self._session, draft)
                self._is_stored = True
            elif self._is_stored:
                writing.drop_draft(self._session, draft)
                self._is_stored = False
            self._edit = edit
            return self._is_stored

    def set_out(self, *, is_ahead: bool) -> None:
        """Let it be about a day to come, or no longer; kept with the next words."""
        with self._turn:
            self._draft = replace(self._draft, is_ahead=is_ahead)

    def save(self, words: str) -> Entry:
        """Save the words as an entry; the draft is gone and stays gone.

        Raises:
            JournalError: see `writing.save`; the draft is as it was.
        """
        with self._turn:
            entry = writing.save(self._session, replace(self._draft, words=words))
            self._has_ended = True
            return entry
