"""Wherever the lights go out, nothing that was said to be saved is lost.

As many kills as LEANTO_KILLS says, some hundreds otherwise; always the same ones.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded history

import pytest

from journal.domain.entries import EntryId
from journal.domain.shared_view import as_json
from journal.errors import NotFound, NotPossible
from journal.services import (
    checking,
    exchanging,
    hiding,
    keeping,
    loading,
    reading,
    sharing,
    writing,
)
from journal.services.session import Session
from journal.storage import schema
from tests.house import House, pass_on, revised, two, wrote
from tests.services.histories import PROMPTS
from tests.services.lights import Files, Lights

KILLS = int(os.environ.get("LEANTO_KILLS", "120"))
LIVES = max(3, KILLS // 250)
# As many operations as a life has, each killed at some of its steps.
DOINGS = 30


@dataclass
class Life:
    """Ana's life, with Ben beside her, and what has been said to be so."""

    house: House
    ana: Session
    ben: Session
    chance: Random
    kept: dict[EntryId, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    begun: writing.Draft | None = None
    count: int = 0

    def one(self) -> EntryId:
        """A page of hers, that may be changed by what is done now."""
        if not self.kept:
            raise NotPossible
        entry = self.chance.choice(sorted(self.kept))
        self.unsure.add(self.kept[entry])
        return entry

    def fresh(self) -> str:
        self.count += 1
        return f"Page {self.count}."

    def begins(self) -> None:
        """She begins a page, and leaves it unfinished for a while."""
        if self.begun is None:
            draft = writing.new_draft(self.ana, words=self.fresh())
            self.unsure.add(draft.words)
            writing.keep_draft(self.ana, draft)
            self.begun = draft

    def writes(self) -> None:
        draft = self.begun or writing.new_draft(self.ana, words=self.fresh())
        if self.begun is None:
            self.unsure.add(draft.words)
        entry = writing.save(self.ana, draft)
        self.begun = None
        self.kept[entry.id] = draft.words

    def revises(self) -> None:
        entry = self.one()
        words = self.fresh()
        self.unsure.add(words)
        revised(self.ana, entry, words)
        self.kept[entry] = words

    def offers(self) -> None:
        sharing.offer(self.ana, self.one())

    def seals(self) -> None:
        prompt = self.chance.choice(PROMPTS)[0]
        words = self.fresh()
        draft = writing.new_draft(self.ana, words=words, prompt=prompt, asked="What?")
        self.unsure.add(words)
        entry = writing.save(self.ana, draft)
        self.kept[entry.id] = words
        sharing.seal(self.ana, entry.id)

    def is_answered(self) -> None:
        for both in PROMPTS:
            answer = writing.new_draft(
                self.ben, words="Ben's answer.", prompt=both[1], asked="What?"
            )
            sharing.offer(self.ben, writing.save(self.ben, answer).id)
        # Her own is opened for him first, and only then is his shown.
        exchanging.exchange(self.ana)

    def takes_back(self) -> None:
        sharing.take_back(self.ana, self.one())

    def deletes(self) -> None:
        entry = self.one()
        words = {one.words for one in writing.versions(self.ana, entry)}
        self.unsure |= words
        writing.delete(self.ana, entry)
        self.gone |= words
        del self.kept[entry]

    def hides(self) -> None:
        hiding.hide(self.ana, hides=not hiding.is_hidden(self.ana))

    def copies(self) -> None:
        copy = self.house.home / "copy.kept"
        copy.unlink(missing_ok=True)
        keeping.backup(self.ana, copy)

    def reopens(self) -> None:
        self.ana.close()
        self.ana = self.house.unlock("Ana")
        loading.load(self.ana)

    def doings(self) -> list[Callable[[], None]]:
        return [
            self.begins,
            self.writes,
            self.writes,
            self.revises,
            self.offers,
            self.offers,
            self.seals,
            self.is_answered,
            self.takes_back,
            self.deletes,
            self.hides,
            self.copies,
            self.reopens,
        ]

    def holds(self, house: House, *, with_ben: bool) -> None:
        """What is true of a journal that is opened after a kill."""
        with house.open("Ana", exchange=False) as ana:
            versions = [
                one.words
                for page in ana.library.own_entries()
                for one in ana.library.versions(page.id)
            ]
            unfinished = {draft.words for draft in writing.drafts(ana)}
            begun = {self.begun.words} if self.begun else set()
            there = set(versions) | unfinished
            assert (set(self.kept.values()) | begun) - self.unsure <= there
            assert len(versions) == len(set(versions))
            assert not (self.gone - self.unsure) & there
            assert checking.examine(ana).findings == ()
            assert not ana.troubles
            if with_ben:
                self._agree(house, ana)
        copy = house.home / "copy.kept"
        if copy.exists():
            copy.unlink()

    def _agree(self, house: House, ana: Session) -> None:
        with house.open("Ben") as ben:
            pass_on(ana, ben)
            assert as_json(reading.us(ana)) == as_json(reading.us(ben))
            theirs = {one.words for one in ben.library.offered_entries()}
            assert not (self.gone - self.unsure) & theirs
            assert not ben.troubles


def _lived(life: Life, lights: Lights) -> Iterator[list[Files]]:
    """Do one thing after the other; yield the states a kill could have left each in."""
    order = life.doings() * (DOINGS // len(life.doings()) + 1)
    life.chance.shuffle(order)
    most = max(1, KILLS // (LIVES * len(order)) + KILLS // 500)
    for doing in order:
        life.unsure.clear()
        with lights.watching(), suppress(NotPossible, NotFound):
            doing()
        yield lights.remembered(most)


@pytest.mark.parametrize("seed", range(LIVES))
def test_wherever_the_lights_go_out(tmp_path: Path, seed: int) -> None:
    house = House(tmp_path / "home")
    chance = Random(seed)  # noqa: S311 - a seeded history
    lights = Lights(house, chance, often=min(1.0, KILLS / 2000))
    with lights.hung():
        life = Life(house, *two(house), chance)
        for number in range(3):
            page = wrote(life.ana, f"From before, {number}.")
            life.kept[page.id] = page.words
        for states in _lived(life, lights):
            for number, state in enumerate(states):
                with lights.house_as(state) as found:
                    life.holds(found, with_ben=number % 4 == 0)
        life.ana.close()
        life.ben.close()
    assert lights.kills >= min(KILLS // LIVES, 24)
    assert lights.torn
    print(f"{lights.kills} kills, {lights.torn} of them in the middle of a write")  # noqa: T201 - for who runs it long


def _with_a_column(database: object) -> None:
    database.execute("ALTER TABLE draft ADD COLUMN more TEXT")  # type: ignore[attr-defined]  # any database
    for number in range(20):
        database.execute(f"CREATE TABLE later{number} (a)")  # type: ignore[attr-defined]  # any database


def test_whenever_a_migration_is_cut_off_the_vault_is_of_one_version_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path / "home")
    session = house.begin("Ana")
    wrote(session, "From an older version.")
    session.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _with_a_column))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    # What the tables of this version are is worked out once.
    monkeypatch.setattr(schema, "_our_tables", schema._our_tables.__wrapped__)
    lights = Lights(house, Random(1))  # noqa: S311 - likewise
    with lights.hung(), lights.watching():
        house.unlock("Ana").close()
    states = lights.remembered(100, halves=12)
    assert len(states) > 20
    for state in states:
        with lights.house_as(state) as found, found.open("Ana") as again:
            (page,) = again.library.own_entries()
            assert page.words == "From an older version."
            assert not again.troubles
