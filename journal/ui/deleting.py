"""The one question of the program, and what is done when it is answered."""

from functools import partial

from textual import events

from journal.domain.entries import EntryId
from journal.services import asking, sealing, writing
from journal.services.packing import Whose
from journal.ui.adding import add_or_take_out
from journal.ui.keymap import Meaning
from journal.ui.offering import ask_to_seal, ask_who_reads, is_offered, is_read
from journal.ui.page import Page
from journal.ui.saved import SavedPage
from journal.ui.working import Seen, WorkingPage

QUESTION = "Delete this? d again to delete, any other key to keep."
DELETED = "Deleted."
ALSO_DELETED = (
    "Deleted. {partner}'s Lean-to removes its copy when it next opens; {partner} may "
    "have read or kept it."
)
SHUT_DELETED = "Deleted. It was sealed, and stays shut: {partner} cannot open it."
(_DELETE_KEY,) = Meaning.DELETE.keys


class OwnPage(WorkingPage[Seen]):
    """A page on which one's own entries are edited, offered, taken back, deleted.

    A subclass gives `entry_at`: the entry the keys act on now, if there is one.
    """

    _asked: EntryId | None = None

    def entry_at(self) -> EntryId | None:
        """Return the entry that the keys act on."""
        return None

    def deleted(self) -> None:
        """Show that an entry is gone."""
        self.look_again()

    def offer_key(self, entry: EntryId) -> tuple[str, ...]:
        """Return the id of the key that changes who may read it; alone, none."""
        if sealing.of_mine(self.session, entry) is not None:
            return ("mine.sealed",)
        if is_offered(self.session, entry):
            return ("moment.offer",)
        return ("mine.offer",) if self.session.partner else ()

    def action_seal(self) -> None:
        """Ask to seal the entry, or what to do with a sealed one."""
        entry = self.entry_at()
        if entry is not None:
            ask_to_seal(self, entry, self._changed)

    def action_edit(self) -> None:
        """Go on with the words of the entry."""
        entry = self.entry_at()
        if entry is not None:
            self.work(partial(writing.draft_of, self.session, entry), self.write)

    def action_more(self) -> None:
        """Say a little more about the entry; its words stay as they are."""
        entry = self.entry_at()
        if entry is None:
            return
        session = self.session
        own = session.library.own(entry)
        prompt = asking.prompt_of(session, own)
        self.say("")
        self.host.open_page(SavedPage(session, own, prompt=prompt, is_later=True))

    def action_offer(self) -> None:
        """Ask who may read the entry."""
        entry = self.entry_at()
        if entry is not None and self.offer_key(entry):
            ask_who_reads(self, entry, self._changed)

    def action_add(self) -> None:
        """Put the entry into my pack, or take it out."""
        entry = self.entry_at()
        if entry is not None:
            add_or_take_out(self, Whose.MINE, entry)

    def action_delete(self) -> None:
        """Ask, once, before deleting the entry."""
        self._asked = self.entry_at()
        if self._asked is not None:
            self.say(QUESTION)

    def on_key(self, event: events.Key) -> None:
        """Take the answer: the same key deletes, any other keeps."""
        entry, self._asked = self._asked, None
        # What was said of one page is not left standing beside another.
        self.say("")
        if entry is None:
            return
        event.stop()
        event.prevent_default()
        if event.key == _DELETE_KEY:
            said = self._said_of_deleting(entry)
            self.work(
                partial(writing.delete, self.session, entry),
                lambda _: self._gone(said),
            )

    def _changed(self, said: str) -> None:
        self.look_again()
        self.say(said)

    def _said_of_deleting(self, entry: EntryId) -> str:
        if sealing.of_mine(self.session, entry) is not None:
            return SHUT_DELETED.format(partner=self.partners_name)
        said = ALSO_DELETED if is_read(self.session, entry) else DELETED
        return said.format(partner=self.partners_name)

    def _gone(self, said: str) -> None:
        self.deleted()
        # The page of the entry itself has gone with it.
        shown = self.app.screen
        if isinstance(shown, Page):
            shown.say(said)
