"""Whatever two people do, in any order: nothing is lost or leaks, and both agree.

Beside the real journals runs a model of what each person has reason to expect.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)
from typing_extensions import override

from journal.crypto.format import Envelope, parse
from journal.domain.attachment import Role
from journal.domain.entries import EntryId
from journal.domain.shared_view import as_json, linear
from journal.errors import NotPossible, SideTaken
from journal.services import exchanging, loading, reading, sharing, writing
from journal.services.session import SELF, US, Session
from tests.house import House, everything_under, inside_segments, pass_on, revised, two

PEOPLE = st.sampled_from(["Ana", "Ben"])


@dataclass
class Expected:
    """What one person has reason to expect of their journal."""

    pages: dict[EntryId, set[str]] = field(default_factory=dict)
    offered: dict[EntryId, str] = field(default_factory=dict)
    deleted: set[EntryId] = field(default_factory=set)
    # Of the deleted, those that the partner was told of.
    recalled: set[EntryId] = field(default_factory=set)
    # Pieces of sealed boxes that must lie nowhere any more.
    shredded: set[bytes] = field(default_factory=set)
    # The same, of pages that only this vault knew: a copy of it brings them back.
    shredded_here: set[bytes] = field(default_factory=set)
    said: int = 0

    def keep(self, entry: EntryId, words: str) -> None:
        self.pages.setdefault(entry, set()).add(words)

    def offer(self, entry: EntryId, words: str) -> None:
        if entry not in self.recalled:
            self.offered[entry] = words

    def take_back(self, entry: EntryId, pieces: set[bytes]) -> None:
        self.offered.pop(entry, None)
        self.shredded |= pieces

    def delete(self, entry: EntryId, pieces: set[bytes], *, told: bool) -> None:
        self.pages.pop(entry, None)
        self.offered.pop(entry, None)
        self.deleted.add(entry)
        if told:
            self.recalled.add(entry)
            self.shredded |= pieces
        else:
            self.shredded_here |= pieces


Deed = Callable[[Expected], None]


class Life:
    """One person, their journal, and what they expect of it."""

    def __init__(self, name: str, session: Session) -> None:
        self.name = name
        self.session = session
        self.expected = Expected()
        self.published = Expected()
        self.copied: Expected | None = None
        # What was done since an old copy was put back, until the place was seen.
        self.since: list[Deed] | None = None

    def does(self, deed: Deed) -> None:
        deed(self.expected)
        if self.since is not None:
            self.since.append(deed)

    def pieces(self, entry: EntryId, *streams: str) -> set[bytes]:
        """Return a piece of each sealed box that holds this entry's words."""
        session, found = self.session, set()
        places = {
            SELF: set(session.places.get(entry, ())),
            US: set(session.offers.places(session.identity.id, entry)),
        }
        for role in streams:
            for place in places[role]:
                data = session.vault.envelope(session.streams[role], place) or b""
                parsed = parse(data)
                assert isinstance(parsed, Envelope)
                found.add(parsed.body[:64])
                found.add(parsed.slot_self[:64])
        return found

    def sees_the_place(self) -> None:
        """Everything said here is published; what was said before is known again."""
        if self.since is not None:
            here, there = self.expected, self.published
            if there.said > here.said:
                here.offered = dict(there.offered)
                here.recalled |= there.recalled
                here.deleted |= there.recalled
                here.shredded |= there.shredded
                for entry in there.recalled:
                    here.pages.pop(entry, None)
                for deed in self.since:
                    deed(here)
                # A deletion that was made here is told once the place is seen.
                here.recalled |= here.deleted & set(there.offered)
                for entry in here.recalled:
                    here.pages.pop(entry, None)
                for entry, words in here.offered.items():
                    here.keep(entry, words)
            self.since = None
        self.expected.said = self.session.head(US).sequence
        self.published = deepcopy(self.expected)


class AnyHistory(RuleBasedStateMachine):
    """Two people at one computer, and what can befall them."""

    pages = Bundle("pages")

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="history-"))
        self.house = House(self.root / "home")
        self.count = 0
        self.lives: dict[str, Life] = {}
        self.is_away = False

    @initialize()
    def meet(self) -> None:
        for name, session in zip(("Ana", "Ben"), two(self.house), strict=True):
            self.lives[name] = Life(name, session)

    @override
    def teardown(self) -> None:
        for life in self.lives.values():
            life.session.close()
        shutil.rmtree(self.root)

    def fresh_words(self) -> str:
        self.count += 1
        return f"On evening {self.count} the lamp was on."

    # What a person can do

    @rule(target=pages, name=PEOPLE, title=st.sampled_from([None, "The lamp"]))
    def write(self, name: str, title: str | None) -> tuple[str, EntryId]:
        life = self.lives[name]
        before = self.left_for_others(life)
        entry = self.keep(life, writing.new_draft(life.session), title=title)
        exchanging.exchange(life.session)
        assert self.left_for_others(life) == before
        return name, entry

    def keep(
        self, life: Life, draft: writing.Draft, *, title: str | None = None
    ) -> EntryId:
        """Save a draft with words of its own, as something this person relies on."""
        words = self.fresh_words()
        said = writing.About(title=title)
        entry = writing.save(life.session, replace(draft, words=words), said).id
        life.does(lambda expected: expected.keep(entry, words))
        return entry

    def left_for_others(self, life: Life) -> dict[str, bytes]:
        """Everything on the disk that is not this person's own."""
        exchanging.exchange(life.session)
        self.seen(life)
        own = life.session.vault.path.name
        files = everything_under(self.house.home)
        return {name: data for name, data in files.items() if own not in name}

    @rule(target=pages, name=PEOPLE, is_offered=st.booleans())
    def tell_a_side(self, name: str, *, is_offered: bool) -> tuple[str, EntryId]:
        life = self.lives[name]
        entry = self.keep(life, self.page_beside_theirs(life))
        if is_offered:
            self.offered(life, entry)
        return name, entry

    def page_beside_theirs(self, life: Life) -> writing.Draft:
        for moment in reading.us(life.session).moments:
            with suppress(SideTaken):
                return sharing.tell_my_side(life.session, moment.id)
        return writing.new_draft(life.session)

    @rule(page=pages, role=st.sampled_from([None, *Role]))
    def describe(self, page: tuple[str, EntryId], role: Role | None) -> None:
        life, entry = self.theirs(page)
        if life is None:
            return
        words = life.session.library.own(entry).words
        writing.describe(life.session, entry, writing.About(role=role))
        life.does(lambda expected: expected.keep(entry, words))

    @rule(page=pages)
    def revise(self, page: tuple[str, EntryId]) -> None:
        life, entry = self.theirs(page)
        if life is None:
            return
        words = self.fresh_words()
        revised(life.session, entry, words)
        life.does(lambda expected: expected.keep(entry, words))

    @rule(page=pages)
    def leave_unfinished(self, page: tuple[str, EntryId]) -> None:
        life, entry = self.theirs(page)
        if life is None:
            return
        draft = writing.draft_of(life.session, entry)
        writing.keep_draft(life.session, draft)

    @rule(page=pages)
    def offer(self, page: tuple[str, EntryId]) -> None:
        life, entry = self.theirs(page)
        if life is not None:
            self.offered(life, entry)

    def offered(self, life: Life, entry: EntryId) -> None:
        end = life.session.head(US)
        with suppress(SideTaken):
            sharing.offer(life.session, entry)
            words = life.session.library.own(entry).words
            # Offering what stands offered says nothing, and is not said again later.
            if not self.is_away or life.session.head(US) != end:
                life.does(lambda expected: expected.offer(entry, words))
        self.seen(life)

    @rule(page=pages)
    def take_back(self, page: tuple[str, EntryId]) -> None:
        life, entry = self.theirs(page)
        if life is None:
            return
        if not self.is_away:
            exchanging.exchange(life.session)
            self.seen(life)
        pieces = life.pieces(entry, US)
        with suppress(NotPossible):
            sharing.take_back(life.session, entry)
            life.does(lambda expected: expected.take_back(entry, pieces))
        self.seen(life)

    @rule(page=consumes(pages))
    def delete(self, page: tuple[str, EntryId]) -> None:
        life, entry = self.theirs(page)
        if life is None:
            return
        if not self.is_away:
            exchanging.exchange(life.session)
            self.seen(life)
        if entry in life.expected.deleted:
            return
        pieces = life.pieces(entry, SELF, US)
        # What was taken back before is private: deleting it is nobody's business.
        told = entry in life.expected.offered
        writing.delete(life.session, entry)
        life.does(lambda expected: expected.delete(entry, pieces, told=told))
        self.seen(life)

    def theirs(self, page: tuple[str, EntryId]) -> tuple[Life | None, EntryId]:
        """Return whose page it is, or None when a copy put back has lost it."""
        name, entry = page
        life = self.lives[name]
        return (life if entry in life.expected.pages else None), entry

    # What can befall them

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.house.clock.pass_days(days)

    @rule(name=PEOPLE)
    def exchange(self, name: str) -> None:
        life = self.lives[name]
        exchanging.exchange(life.session)
        self.seen(life)

    def seen(self, life: Life) -> None:
        if not self.is_away:
            life.sees_the_place()

    @rule(name=PEOPLE)
    def close_and_open(self, name: str) -> None:
        self.lives[name].session.close()
        self.opened(self.lives[name])

    def opened(self, life: Life) -> None:
        life.session = self.house.unlock(life.name)
        loading.load(life.session)
        assert not life.session.troubles

    @rule(name=PEOPLE)
    def copy(self, name: str) -> None:
        life = self.lives[name]
        if life.since is None:
            life.session.close()
            shutil.copy(life.session.vault.path, self.root / name)
            self.opened(life)
            life.expected.said = life.session.head(US).sequence
            life.copied = deepcopy(life.expected)

    @rule(name=PEOPLE)
    def put_the_copy_back(self, name: str) -> None:
        life = self.lives[name]
        if life.copied is not None:
            life.session.close()
            shutil.copy(self.root / name, life.session.vault.path)
            life.expected, life.since = deepcopy(life.copied), []
            self.opened(life)

    @precondition(lambda self: not self.is_away)
    @rule(target=pages, name=PEOPLE)
    def write_with_an_old_copy_before_the_folder_is_seen(
        self, name: str
    ) -> tuple[str, EntryId]:
        self.folder_goes()
        self.put_the_copy_back(name)
        life = self.lives[name]
        entry = self.keep(life, writing.new_draft(life.session))
        self.offered(life, entry)
        self.folder_comes_back()
        return name, entry

    @precondition(lambda self: not self.is_away)
    @rule(page=pages)
    def offer_anew_and_lose_the_day(self, page: tuple[str, EntryId]) -> None:
        name, _ = page
        self.exchange(name)
        self.copy(name)
        self.revise(page)
        self.offer(page)
        self.put_the_copy_back(name)

    @precondition(lambda self: not self.is_away)
    @rule()
    def folder_goes(self) -> None:
        self.house.folder.rename(self.root / "away")
        self.place = self.lives["Ana"].session.require_meeting().place
        self.is_away = True

    @precondition(lambda self: self.is_away)
    @rule()
    def folder_comes_back(self) -> None:
        (self.root / "away").rename(self.house.home / self.place)
        self.is_away = False

    # What must hold

    @invariant()
    def each_finds_all_they_saved(self) -> None:
        for life in self.lives.values():
            library, me = life.session.library, life.session.identity.id
            for entry, words in life.expected.pages.items():
                kept = {version.words for version in library.versions(entry)}
                assert words <= kept
            held = {page.id for page in library.own_entries()}
            assert not held & life.expected.deleted
            mine = {
                one.id: one.words
                for one in library.offered_entries()
                if one.author == me
            }
            assert mine == life.expected.offered

    @precondition(lambda self: not self.is_away)
    @rule()
    def both_see_the_same(self) -> None:
        ana, ben = (self.lives[name] for name in ("Ana", "Ben"))
        pass_on(ana.session, ben.session)
        for life in (ana, ben):
            self.seen(life)
            assert not life.session.troubles
        views = [reading.us(life.session) for life in (ana, ben)]
        assert as_json(views[0]) == as_json(views[1])
        assert linear(views[0]) == linear(views[1])
        offered = ana.expected.offered | ben.expected.offered
        for life in (ana, ben):
            both = life.session.library.offered_entries()
            assert {one.id: one.words for one in both} == offered
        self.nothing_shredded_lies_anywhere(ana, ben)

    def nothing_shredded_lies_anywhere(self, *lives: Life) -> None:
        shredded = set[bytes]()
        for life in lives:
            shredded |= life.expected.shredded | life.expected.shredded_here
        files = everything_under(self.house.home)
        files |= inside_segments(*(life.session for life in lives))
        for name, data in files.items():
            assert not [piece for piece in shredded if piece in data], name
            assert b"evening" not in data


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
