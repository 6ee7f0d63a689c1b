"""What one keeps to oneself is nowhere in what the other sees, and changes none of it.

A word stands in every field that is not shared; then all that the other can bring to a
screen, print or hold is looked through for it, page by page and command by command.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journal.domain.attachment import Context, Landing, Response, Role, Signal
from journal.domain.entries import Entry, Okay
from journal.services import (
    asking,
    bonds,
    evenings,
    exchanging,
    naming,
    our_prompts,
    reading,
    returning,
    sharing,
    shipped,
    writing,
)
from journal.services.about import About
from journal.services.session import Session
from tests.house import (
    PASSPHRASES,
    House,
    everything_under,
    pass_on,
    texts_in,
    two,
    where_it_lies,
    wrote,
)
from tests.ui.conftest import screen_text
from tests.ui.houses import house as at_the_screen
from tests.ui.houses import press, settle
from tests.ui.test_together import in_the_tree

WORD = "zanzibar"
DAY = date(2026, 11, 20)
QUESTION = shipped.library().prompts()[0]
BOTH_WAYS = pytest.mark.parametrize(("one", "other"), [("Ana", "Ben"), ("Ben", "Ana")])
VIEWS = ("moments", "over-time", "what-helps", "coming-back", "what-came-next")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Ana and Ben have met; their journals are closed."""
    made = House(tmp_path / "home")
    for session in two(made):
        session.close()
    return made


def all_said(**otherwise: Any) -> About:
    """All that can be said of a page, in words that are one's own."""
    said = About(
        title=f"{WORD} title",
        happened_on=date(2026, 10, 3),
        context=Context.LOSS,
        signal=Signal.SIDEWAYS,
        underneath=f"{WORD} underneath",
        guess=f"{WORD} guess",
        hoped=frozenset({Response.TOUCH}),
        landing=Landing.MISSED,
        after=Okay(1, 2),
        returned_to=f"{WORD} went on",
        keep=f"{WORD} keep",
    )
    return replace(said, **otherwise)


def revised(session: Session, entry: Entry, words: str, said: About) -> None:
    draft = replace(writing.draft_of(session, entry.id), words=words)
    writing.save(session, draft, said)


def share_a_little(house: House, one: str, other: str) -> None:
    """Each offers something; before and after it there is more that is not offered."""
    with house.open(one) as mine, house.open(other) as theirs:
        shared = About(
            title="The sink",
            happened_on=DAY,
            role=Role.CARE_SEEKER,
            underneath=f"{WORD} underneath",
            after=Okay(1, 2),
        )
        page = wrote(mine, f"{WORD} at first.", said=all_said())
        revised(mine, page, "I stood by the sink.", shared)
        sharing.offer(mine, page.id)
        revised(mine, page, f"{WORD} later.", all_said(role=Role.BOTH))
        asked = wrote(theirs, "You were late.", said=About(title="Late"))
        near = wrote(theirs, "The kettle.", said=About(happened_on=DAY))
        for entry in (asked, near):
            sharing.offer(theirs, entry.id)
        bonds.ask(theirs, asked.id)
        naming.propose_season(theirs, "The cold spell", first=DAY)
        pass_on(mine, theirs)


def live_for_oneself(session: Session) -> None:
    """Everything that one can do without sharing any of it."""
    mine, *_ = session.library.own_entries()
    theirs = [one for one in session.library.offered_entries() if one.id != mine.id]
    wrote(session, f"{WORD} words.", said=all_said())
    about_theirs = all_said(repairs=theirs[0].id)
    wrote(session, f"{WORD} words.", moment=theirs[0].moment, said=about_theirs)
    writing.keep_draft(session, writing.new_draft(session, words=f"{WORD} draft."))
    again = replace(writing.draft_of(session, mine.id), words=f"{WORD} draft of it.")
    writing.keep_draft(session, again)
    answer = writing.new_draft(session, words=f"{WORD}.", prompt=QUESTION.id)
    for _ in range(2):
        writing.save(session, replace(answer, id=writing.new_draft(session).id))
    writing.delete(session, wrote(session, f"{WORD} gone.").id)
    our_prompts.write_prompt(session, f"What of {WORD}?")
    asking.another(session)
    asking.keep_prompt(session, QUESTION.id, is_kept=True)
    (asked,) = (one for one in theirs if one.title == "Late")
    bonds.decline(session, asked.id)
    (near,) = (one for one in theirs if one.title is None)
    bonds.decline(session, near.id, beside=mine.id)
    naming.decline_season(session, naming.named(session).theirs[0].id)
    evenings.begin(session)
    writing.save(session, replace(evenings.page(session), words=f"{WORD} evening."))
    asking.be_quiet(session, is_quiet=True)
    asking.rest(session, rests=True)
    returning.mute(session)
    exchanging.exchange(session)


def prints(house: House, name: str) -> Iterator[str]:
    """Everything that plain commands print for one person."""
    plain: list[tuple[str, ...]] = [
        ("us", "--view", view) for view in VIEWS
    ] + [
        ("moment",), ("mine",), ("read",), ("find", "the"), ("find", WORD),
        ("prompts",), ("prompts", "--own"), ("prompts", "--kept"), ("prompts", "today"),
        ("prompts", "packs"), ("settings",), ("seasons",), ("suggestions",),
        ("then-and-now", QUESTION.id),
    ]  # fmt: skip
    as_json = ("us", "moment", "mine", "read", "seasons", "suggestions", "settings")
    plain += [(verb, "--json") for verb in as_json]
    listed = json.loads(house.by(name, "moment", "--json").out)["moments"]
    for moment in listed:
        plain += [("moment", moment["id"]), ("moment", moment["id"], "--json")]
    for argv in plain:
        ran = house.by(name, *argv)
        yield f"{argv}\n{ran.out}{ran.err}"
    both = "".join(f"{PASSPHRASES[who]}\n" for who in ("Ana", "Ben"))
    yield house.run("together", "--as", "Ana", given=both).out.rpartition("To talk")[0]


@BOTH_WAYS
def test_nothing_that_is_printed_for_the_other_has_a_word_of_it_or_changes(
    house: House, one: str, other: str
) -> None:
    share_a_little(house, one, other)
    list(prints(house, other))
    before = list(prints(house, other))
    bytes_before = left_of(house, one)
    with house.open(one) as session:
        live_for_oneself(session)
    assert left_of(house, one) == bytes_before
    after = list(prints(house, other))
    assert after == before
    assert len(after) > 30
    # What is searched for is said back in no command but that one.
    assert not [
        printed for printed in after if WORD in printed.replace(f"'{WORD}'", "")
    ]
    # And the one whose it is finds it.
    assert WORD in house.by(one, "find", WORD).out


def left_of(house: House, name: str) -> dict[str, bytes]:
    """The bytes of everything on the disk but this person's own vault."""
    own = house.vault(name).stem
    found = everything_under(house.home)
    return {path: data for path, data in found.items() if own not in path}


@BOTH_WAYS
def test_the_other_holds_no_word_of_it_in_any_version(
    house: House, one: str, other: str
) -> None:
    share_a_little(house, one, other)
    with house.open(one) as session:
        live_for_oneself(session)
    with house.open(other) as session:
        library = session.library
        entries = [*library.offered_entries(), *library.own_entries()]
        said = [session.bonds(), naming.named(session), asking.our_prompts(session)]
        texts = list(texts_in([vars(library), said, reading.us(session)]))
        assert "I stood by the sink." in texts
        assert not [text for text in texts if WORD in text]
        (theirs,) = (one for one in entries if one.words == "I stood by the sink.")
        assert (theirs.underneath, theirs.after, theirs.unknown) == (None, None, {})
        assert (theirs.revision, theirs.role) == (1, Role.CARE_SEEKER)
    assert where_it_lies(WORD, house.home) == []


# Where one can go with the keys: each page, and each moment of Us, read to its end.
ROUND = (
    "t", "down", "m", "enter", "escape", "right", "u", "right", "right", "right",
    "right", "f4", "escape", "q", "escape", "p", "right", "left", "left", "comma", "f2",
)  # fmt: skip


async def looks_everywhere(house: House, session: Session) -> list[str]:
    """All that one can bring to the screen, as it stands there."""
    place = at_the_screen(house.home, given=house.conditions)
    seen = []
    async with place.app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        place.let_in(session)
        await settle(pilot)
        for number in range(len(reading.us(session).moments)):
            await press(pilot, "u", "home", *["down"] * number, "enter", "end")
            seen.append(screen_text(place.app))
            assert WORD not in in_the_tree(place)
        for key in ROUND:
            await press(pilot, key)
            seen.append(screen_text(place.app))
            assert WORD not in in_the_tree(place)
    return seen


async def test_nothing_on_any_screen_of_the_other_has_a_word_of_it_or_changes(
    house: House,
) -> None:
    share_a_little(house, "Ana", "Ben")
    with house.open("Ben") as ben:
        await looks_everywhere(house, ben)
        before = await looks_everywhere(house, ben)
        with house.open("Ana") as ana:
            live_for_oneself(ana)
        exchanging.exchange(ben)
        assert await looks_everywhere(house, ben) == before
    assert any("I stood by the sink." in screen for screen in before)
