"""What people put on the shelf of prompts themselves: questions, and packs."""

from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events

from journal.domain.marks import Span, Tone
from journal.domain.own_prompts import LONGEST, OwnPrompt, clean_question
from journal.domain.prompts import PromptRole
from journal.domain.wording import PROMPT_ROLE_WORDS
from journal.errors import JournalError
from journal.services import our_prompts, packs
from journal.services.exchanging import Exchanged
from journal.services.packs import HeldPack
from journal.ui.asides import TAKEN_BACK
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.keymap import Meaning
from journal.ui.pack_page import PackFilePage
from journal.ui.prompt_shelf import OWN, Question, Shelf, Thing
from journal.ui.working import WorkingPage

ASK = "What would you like to be asked?"
WHOSE = "Whose moment does it ask about? Esc leaves that open."
HOW_TO_NAME = (
    "It is yours alone until you offer it. Write {partner} where a name belongs: then "
    "each of you is asked about the other."
)
WHO = "Who may be asked it?"
ONLY_ME = "only me"
ONLY_YOU_ARE_ASKED = "Kept. Only you are asked it."
MAY_BE_ASKED = "{partner} may be asked it now."
REMOVE = "Remove this? d again to remove, any other key to keep."
REMOVE_PACK = "Remove the whole pack? d again to remove, any other key to keep."
REMOVED = "Removed. What was written to it stays."
ALSO_REMOVED = (
    "Removed. What was written to it stays. {partner}'s Lean-to removes its copy when "
    "it next opens; {partner} may have read or kept it."
)
ADDED = "Kept. It is among your prompts."
(_DELETE_KEY,) = Meaning.DELETE.keys


class OwnShelfPage(WorkingPage[Shelf]):
    """A page on which our own questions and packs come and go.

    A subclass gives `thing`: what the keys act on now; `pack`: the pack that is
    shown; and `go_to`, which shows a section by its id, and a thing in it.
    """

    TRAIL: ClassVar = (Span("Prompts", Tone.MUTED),)

    _asked: OwnPrompt | HeldPack | None = None
    _not_kept = ""
    """A question that was typed and could not be kept."""

    @property
    def thing(self) -> Thing | None:
        """What the mark is at."""
        return None

    @property
    def pack(self) -> HeldPack | None:
        """The pack that is shown."""
        return None

    def go_to(self, section: str, thing: str = "") -> None:
        """Show a section, and what has this id in it."""

    @property
    def my_own(self) -> OwnPrompt | None:
        """The question of my own that the mark is at."""
        match self.thing:
            case Question(own=OwnPrompt() as own, writer=""):
                return own
            case _:
                return None

    # A question of one's own.

    def action_own(self) -> None:
        """Ask for a question in one's own words, then whose moment it asks about."""
        page = LinePage(
            ASK,
            partial(self._keep_own, then_ask=True),
            value=self._not_kept,
            hint=HOW_TO_NAME,
            check=_may_be_empty,
            limit=LONGEST,
            trail=self.TRAIL,
            skipped=partial(self._keep_own, then_ask=False),
            kept=self._keep_at_once,
        )
        self.host.open_page(page)

    def _keep_own(self, typed: str | None, *, then_ask: bool) -> None:
        """Keep what was typed before anything else is asked: nothing is typed twice."""
        text = (typed or "").strip()
        if not text:
            return
        # Until it is kept, `+` shows it again.
        self._not_kept = text
        self.work(
            partial(our_prompts.write_prompt, self.session, text),
            self._ask_whose if then_ask else self._kept_own,
        )

    def _keep_at_once(self, typed: str) -> None:
        if typed.strip() and not self.session.is_locked:
            # Nobody can be asked any more.
            with suppress(JournalError):
                our_prompts.write_prompt(self.session, typed)

    def _ask_whose(self, own: OwnPrompt) -> None:
        self._kept_own(own)
        roles = tuple(PROMPT_ROLE_WORDS)
        page = ChoicePage(
            own.text,
            tuple(PROMPT_ROLE_WORDS.values()),
            lambda index: self._say_whose(own, roles[index]),
            notes=(WHOSE,),
            trail=self.TRAIL,
        )
        self.host.open_page(page)

    def _say_whose(self, own: OwnPrompt, role: PromptRole) -> None:
        self.work(
            partial(our_prompts.say_whose, self.session, own.id, role), self._kept_own
        )

    def _kept_own(self, own: OwnPrompt) -> None:
        self._not_kept = ""
        self.go_to(OWN, own.prompt.id)
        self.say(ONLY_YOU_ARE_ASKED)

    def action_offer(self) -> None:
        """Ask who may be asked the question; the first answer changes nothing."""
        own, partner = self.my_own, self.session.partner
        if own is None or partner is None:
            return
        is_offered = our_prompts.is_offered(self.session, own)
        choices = [ONLY_ME, f"{partner.name} too"]

        def choose(index: int) -> None:
            if index:
                way = (
                    our_prompts.take_back_prompt
                    if is_offered
                    else our_prompts.offer_prompt
                )
                self.work(
                    partial(way, self.session, own.id),
                    partial(self._changed, was_offered=is_offered),
                )

        page = ChoicePage(
            own.text,
            choices[::-1] if is_offered else choices,
            choose,
            notes=(WHO,),
            trail=self.TRAIL,
        )
        self.host.open_page(page)

    def _changed(self, done: Exchanged, *, was_offered: bool) -> None:
        said = TAKEN_BACK if was_offered else MAY_BE_ASKED
        said = said.format(partner=self.partners_name)
        self.look_again()
        self.say(done.said_after(said))

    # A pack.

    def action_bring(self) -> None:
        """Ask for the file of a pack."""
        self.host.open_page(PackFilePage(self.session, self._added))

    def _added(self, held: HeldPack) -> None:
        self.go_to(held.pack.theme)
        self.say(ADDED)

    # Removing.

    def removable(self) -> OwnPrompt | HeldPack | None:
        """Return what would be removed: a question of mine, or the pack."""
        return self.my_own or self.pack

    def action_delete(self) -> None:
        """Ask, once, before removing."""
        self._asked = self.removable()
        if self._asked is not None:
            is_pack = isinstance(self._asked, HeldPack)
            self.say(REMOVE_PACK if is_pack else REMOVE)

    def on_key(self, event: events.Key) -> None:
        """Take the answer: the same key removes, any other keeps."""
        asked, self._asked = self._asked, None
        # What was said of one thing is not left standing beside another.
        self.say("")
        if asked is None:
            return
        event.stop()
        event.prevent_default()
        if event.key != _DELETE_KEY:
            return
        match asked:
            case OwnPrompt():
                is_offered = our_prompts.is_offered(self.session, asked)
                self.work(
                    partial(our_prompts.delete_prompt, self.session, asked.id),
                    lambda _: self._removed(is_offered=is_offered),
                )
            case HeldPack():
                self.work(
                    partial(packs.remove_pack, self.session, asked.pack.id),
                    lambda _: self._removed(is_offered=False),
                )

    def _removed(self, *, is_offered: bool) -> None:
        self.look_again()
        said = ALSO_REMOVED if is_offered else REMOVED
        self.say(said.format(partner=self.partners_name))


def _may_be_empty(typed: str) -> None:
    if typed.strip():
        clean_question(typed)
