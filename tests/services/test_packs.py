"""Packs in a journal: read from a file, kept sealed, found again, let go."""

from datetime import date
from pathlib import Path

import pytest

from journal.crypto.format import Json
from journal.domain.packs import LONGEST_FILE
from journal.errors import Damaged, NoRoom, NotFound, NotPossible, PlaceTrouble
from journal.services import asking, packs
from journal.services.packs import MOST, STATE, add_pack, read_pack, remove_pack
from journal.services.session import Session
from tests.house import (
    House,
    everything_under,
    leave_no_room,
    reopened,
    where_it_lies,
    wrote,
)

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-pack.toml"
PACK = """\
schema = 1
[pack]
id = "evening"
title = "The first ten minutes"
author = "R. Okafor"
purpose = "To look at how you meet again."
not_when = "Not in a week of fear."
days = 14
[[prompt]]
id = "first-words"
text = "What did {partner} say first?"
"""


def named(id_: str) -> str:
    return PACK.replace('"evening"', f'"{id_}"')


def ids(session: Session) -> list[str]:
    return [held.pack.id for held in packs.packs(session)]


# Reading a file


def test_a_file_is_read_as_text_and_nothing_of_it_is_kept(
    ana: Session, tmp_path: Path
) -> None:
    path = tmp_path / "evening.toml"
    # As an editor on another system may write it.
    path.write_bytes(b"\xef\xbb\xbf" + PACK.replace("\n", "\r\n").encode())
    pack, text = read_pack(path)
    assert (pack.id, text) == ("evening", PACK)
    assert ids(ana) == []


def test_the_example_is_read_and_kept_by_both(couple: tuple[Session, Session]) -> None:
    pack, text = read_pack(EXAMPLE)
    for session in couple:
        held = add_pack(session, text, file=EXAMPLE.name)
        assert (held.pack, ids(session)) == (pack, [pack.id])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"#" * (LONGEST_FILE + 1), "bad.toml is longer than a pack may be"),
        (b"#\n#\xff", "bad.toml, line 2, is not plain text in UTF-8."),
        (b"\xef\xbb\xbf\n\n\xff", "bad.toml, line 3, is not plain text in UTF-8."),
        (b"#\n[", "bad.toml, line 2, cannot be read as TOML: "),
    ],
)
def test_a_bad_file_is_refused_with_its_line(
    tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    with pytest.raises(NotPossible) as refused:
        read_pack(path)
    assert refused.value.say.startswith(said)


def test_a_name_that_could_drive_a_terminal_is_said_without_that(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a\x1b[31m\u202e.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(NotPossible) as refused:
        read_pack(path)
    assert refused.value.say.startswith("a[31m.toml, line 1, ")


def test_no_file_and_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_pack(tmp_path / "none.toml")
    with pytest.raises(PlaceTrouble):
        read_pack(tmp_path)


# Keeping


def test_a_pack_is_here_again_at_the_next_opening(ana: Session, house: House) -> None:
    added = add_pack(ana, PACK, file="evening.toml")
    assert (added.added, added.ends) == (date(2026, 11, 24), date(2026, 12, 7))
    house.clock.pass_days(3)
    again = reopened(house, ana, "Ana")
    assert packs.packs(again) == (added,)
    (prompt,) = asking.prompts_here(again)
    assert asking.find_prompt(again, "pack-evening-first-words") == prompt
    again.close()


def test_packs_stand_in_the_order_of_adding(ana: Session) -> None:
    for id_ in ("later", "earlier", "last"):
        add_pack(ana, named(id_), file="x.toml")
    assert ids(ana) == ["later", "earlier", "last"]
    remove_pack(ana, "earlier")
    assert ids(ana) == ["later", "last"]


def test_one_of_a_name_and_a_dozen_at_most(ana: Session) -> None:
    for number in range(MOST):
        add_pack(ana, named(f"p{number}"), file="x.toml")
    with pytest.raises(NotPossible, match=r"The pack .* is here already"):
        add_pack(ana, named("p3"), file="x.toml")
    with pytest.raises(NotPossible, match="There are 12 packs here already"):
        add_pack(ana, named("more"), file="x.toml")
    with pytest.raises(NotPossible, match=r"x\.toml, line 1"):
        add_pack(ana, "", file="x.toml")
    assert len(ids(ana)) == MOST


def test_what_was_answered_stays_when_a_pack_goes(ana: Session) -> None:
    add_pack(ana, PACK, file="evening.toml")
    wrote(ana, "Nothing to do with it.")
    remove_pack(ana, "evening")
    assert asking.prompts_here(ana) == []
    assert len(ana.library.own_entries()) == 1
    with pytest.raises(NotFound, match="no pack of that name"):
        remove_pack(ana, "evening")


def test_a_pack_is_nobody_elses(couple: tuple[Session, Session], house: House) -> None:
    ana, ben = couple
    before = everything_under(house.folder)
    add_pack(ana, PACK, file="evening.toml")
    assert ids(ben) == []
    assert everything_under(house.folder) == before
    for word in ("Okafor", "say first", "evening"):
        assert where_it_lies(word, house.home) == []


def test_where_nothing_can_be_stored_nothing_changes(ana: Session) -> None:
    add_pack(ana, PACK, file="evening.toml")
    leave_no_room(ana.vault)
    long = PACK.replace("What did", "What " + "really " * 40 + "did")
    more = "".join(
        f'[[prompt]]\nid = "p{at}"\ntext = "{"word " * 70}?"\n' for at in range(55)
    )
    with pytest.raises(NoRoom):
        add_pack(ana, long.replace('"evening"', '"long"') + more, file="x.toml")
    assert ids(ana) == ["evening"]


# What cannot be read


ODD: list[Json] = [
    7,
    {"text": PACK},
    {"text": "schema = 2", "added": "2026-11-24"},
    {"text": PACK, "added": "yesterday"},
    {"text": 3, "added": "2026-11-24"},
]


@pytest.mark.parametrize("odd", ODD)
def test_what_cannot_be_read_hides_nothing_is_said_and_stays(
    ana: Session, odd: Json
) -> None:
    add_pack(ana, PACK, file="evening.toml")
    rows = (ana.state(STATE) or {})["packs"]
    assert isinstance(rows, list)
    ana.keep_state(STATE, {"packs": [odd, *rows]})
    assert ids(ana) == ["evening"]
    assert [type(one) for one in ana.troubles] == [Damaged]
    # A later version may know what it is.
    add_pack(ana, named("later"), file="later.toml")
    remove_pack(ana, "evening")
    assert ids(ana) == ["later"]
    left = (ana.state(STATE) or {})["packs"]
    assert isinstance(left, list)
    assert left[0] == odd


@pytest.mark.parametrize("body", [{}, {"packs": 3}, {"packs": {"a": 1}}])
def test_a_state_of_another_shape_holds_no_packs(
    ana: Session, body: dict[str, Json]
) -> None:
    ana.keep_state(STATE, body)
    assert ids(ana) == []


def test_a_state_that_does_not_open_is_said_and_left(ana: Session) -> None:
    with ana.vault.change() as change:
        change.put_state(STATE, b"junk" * 40)
    assert ids(ana) == []
    assert [type(one) for one in ana.troubles] == [Damaged]
