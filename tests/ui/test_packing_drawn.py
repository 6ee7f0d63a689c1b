"""How a pack is laid out for the room, and a text for striking out."""

from dataclasses import asdict, replace

import pytest
from rich.cells import cell_len

from journal.domain.counselling import Pack
from journal.domain.stretches import stretches
from journal.ui.packing_room import Leaf, leaves
from journal.ui.strike_text import StrikeText, _rows
from tests.export.couple_packs import MINE, OURS, in_every_script, of_many
from tests.ui.conftest import app_with, screen_text

LONG = "Donaudampfschifffahrtsgesellschaft" * 2


def told(leaf: Leaf) -> str:
    return "".join(span.text for span in leaf.head) + "\n" + leaf.words


def words(text: str) -> list[str]:
    return text.replace(":", " ").split()


@pytest.mark.parametrize("pack", [OURS, MINE, in_every_script(), of_many(12)])
def test_in_the_room_every_word_that_someone_wrote_is_read(pack: Pack) -> None:
    read = " ".join(words(" ".join(told(one) for one in leaves(pack))))
    said = asdict(pack)
    for moment in (*said["moments"], *said["further"]):
        for account in moment["accounts"]:
            for line in account["words"].split("\n"):
                assert " ".join(words(line)) in read
    for what in ("help", "trying", "questions"):
        for own in said[what]:
            assert own["name"] in read
    assert said["names"][0] in read


def test_of_two_tellings_each_is_a_leaf_under_its_name() -> None:
    two = next(one for one in OURS.moments if len(one.accounts) == 2)
    alone = replace(OURS, moments=(two,), further=())
    first, second = (
        next(leaf for leaf in leaves(alone) if account.words in leaf.words)
        for account in two.accounts
    )
    assert told(first).startswith(two.accounts[0].name)
    assert told(second).startswith(two.accounts[1].name)
    # The title is read once, before the first of them.
    assert two.title in first.words
    assert two.title not in second.words


# A text for striking out.


def rows_of(said: dict[str, str], width: int = 20) -> list[str]:
    drawn = []
    for row in _rows(stretches(said, {}), width):
        line = ""
        for piece in row if not isinstance(row, str) else ():
            line = line.ljust(piece.at) + piece.lead + piece.text + piece.trail
        drawn.append(row if isinstance(row, str) else line)
    return drawn


def test_paragraphs_and_texts_stand_apart_and_lines_fit() -> None:
    said = {"title": "The call", "words": "I rang you.\nTwice, and\n\nthen (again)."}
    assert rows_of(said) == [
        "title",
        "The call",
        "",
        "words",
        "I rang you.",
        "Twice, and",
        "",
        "then (again).",
    ]
    assert rows_of({"words": "One text only."}) == ["One text only."]


def test_what_is_longer_than_a_line_goes_over_several() -> None:
    drawn = rows_of({"words": f"So {LONG}, then home."})
    assert "".join(drawn).replace(" ", "") == f"So{LONG},thenhome."
    assert all(cell_len(line) <= 20 for line in drawn)


async def test_a_long_text_scrolls_with_the_mark_and_shows_where_it_is() -> None:
    said = "\n".join(f"This is line {number} of it." for number in range(60))
    app = app_with(lambda: [StrikeText()])
    async with app.run_test(size=(60, 20)) as pilot:
        text = app.screen.query_one(StrikeText)
        # Without any text no key does anything.
        await pilot.press("tab", "end", "down", "right")
        text.show(stretches({"words": said}, {}), at=0)
        text.focus()
        await pilot.pause()
        assert "line 0 of" in screen_text(app)
        assert "│" in screen_text(app)
        await pilot.press("end")
        assert "line 59 of" in screen_text(app)
        await pilot.press("pageup", "pageup", "up")
        assert "line 59 of" not in screen_text(app)
        await pilot.press("home", "left", "up")
        assert text.at == 0
        await pilot.resize_terminal(60, 16)
        assert "line 0 of" in screen_text(app)
