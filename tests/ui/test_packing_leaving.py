"""Making the file of a pack, and reading it in the room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.services import handing, packing
from journal.services.session import US
from journal.services.support import PARAGRAPHS
from journal.ui.choice import ChoicePage, LinePage
from journal.ui.fields import LineField, PageField
from journal.ui.hidden_lines import TellPage
from journal.ui.packing_desk import DeskPage
from journal.ui.packing_front import FrontPage
from journal.ui.packing_leave import BeforePage
from journal.ui.packing_room import AFTERWARDS, ZOOM, RoomPage
from journal.ui.packing_sheet import SheetPage
from journal.ui.write import WritePage
from tests.ui.couple import Pair, strangers
from tests.ui.desk import CALL, MINE, OURS, At, two_moments


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    """Ana and Ben, whose telling of a call is in both of Ana's packs."""
    with strangers(tmp_path / "home") as pair:
        entry = two_moments(pair)
        packing.bring(pair.ana, OURS, [entry])
        packing.bring(pair.ana, MINE, [entry])
        yield pair


@pytest.fixture
def agreed(two: Pair) -> Pair:
    """The two, who have both agreed."""
    for session in (two.ana, two.ben):
        two.exchange()
        packing.agree(session, packing.bench(session, OURS).digest)
    two.exchange()
    return two


def files(folder: Path, named: str) -> list[Path]:
    return list(folder.glob(named))


async def types(page: At, words: str) -> str:
    page.app.screen.query_one(LineField).value = words
    return await page.press("enter")


# The file.


async def test_before_the_file_one_reads_what_to_ask_and_who_can_read_it(
    two: Pair, tmp_path: Path
) -> None:
    async with At(two.ana, DeskPage(two.ana, MINE), (80, 40)) as page:
        await page.press("end", "up", "enter")
        assert page.shows(BeforePage)
        for words in (
            handing.SECRETS,
            *PARAGRAPHS,
            handing.ALONE_FIRST,
            handing.ORDINARY,
        ):
            assert words in page.text
        await page.press("enter", "enter")
        assert page.shows(LinePage)
        assert "such as pack-2026-11" in page.text
        text = await types(page, str(tmp_path))
        assert page.shows(TellPage)
        assert handing.AFTERWARDS in text
        (made,) = files(tmp_path, "*.html")
        assert made.name == "pack-2026-11.html"
        assert made.name in page.screen
        assert made.stat().st_mode & 0o777 == 0o600
        assert "I rang my sister Ines" in made.read_text("utf-8")
        await page.press("enter", "f", "end", "enter")
        await types(page, str(tmp_path))
        assert [one.name for one in files(tmp_path, "*.txt")] == ["pack-2026-11.txt"]


async def test_our_file_is_made_once_both_have_agreed_and_not_before(
    two: Pair, tmp_path: Path
) -> None:
    async with At(two.ana, SheetPage(two.ana, OURS)) as page:
        assert "f format" not in page.footer
        await page.press("f")
        assert page.shows(SheetPage)
        await page.press("y")
    two.exchange()
    packing.agree(two.ben, packing.bench(two.ben, OURS).digest)
    two.exchange()
    async with At(two.ana, SheetPage(two.ana, OURS)) as page:
        assert "f format" in page.footer
        end = two.ana.head(US)
        await page.press("f", "f", "enter")
        await types(page, str(tmp_path))
        (made,) = files(tmp_path, "*.html")
        assert "Both partners have read and agreed" in made.read_text("utf-8")
        # Nobody is told that there is a file.
        assert two.ana.head(US) == end


async def test_where_it_cannot_be_made_it_says_so_and_nothing_is_made(
    agreed: Pair, tmp_path: Path
) -> None:
    async with At(agreed.ana, BeforePage(agreed.ana, OURS)) as page:
        await page.press("enter", "enter")
        assert "There is no folder of that name." in await types(
            page, str(tmp_path / "nowhere" / "deep")
        )
        assert page.shows(BeforePage)
        await page.press("enter", "enter")
        await types(page, " ")
        await page.press("enter", "escape", "escape")
        assert not files(tmp_path, "pack*")
    packing.agree(agreed.ben, "", kept=False)
    agreed.exchange()
    async with At(agreed.ana, BeforePage(agreed.ana, OURS)) as page:
        text = await page.press("enter")
        assert "once Ben has agreed to this text too" in text
        assert page.shows(BeforePage)


async def test_a_pdf_is_asked_for_its_paper_and_tells_its_password_once(
    two: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with At(two.ana, BeforePage(two.ana, MINE)) as page:
        await page.press("enter", "down", "down", "enter")
        assert "On which paper?" in page.text
        await page.press("down", "enter")
        asked: list[dict[str, object]] = []

        def hand_over(*given: object, **said: object) -> handing.Handed:
            asked.append({"form": given[-1], **said})
            return handing.Handed(
                path=tmp_path / "pack.pdf", password="one two", unshown="a heart"
            )

        # What sets a PDF is an extra; its own tests try it.
        monkeypatch.setattr(handing, "hand_over", hand_over)
        text = await types(page, str(tmp_path))
        assert asked == [
            {"form": handing.Format.PDF, "paper": "us-letter", "is_locked": True}
        ]
        assert f"{handing.OPENS_WITH} one two" in text
        assert "No font on this computer can show: a heart." in text


# In the room.


async def test_in_the_room_the_pack_is_large_and_nothing_else_is_in_reach(
    agreed: Pair,
) -> None:
    async with At(agreed.ana, DeskPage(agreed.ana, OURS), (80, 40)) as page:
        await page.press("end", "enter")
        assert page.shows(RoomPage)
        assert ZOOM in page.text
        assert "Both partners have read and agreed" in page.text
        for key in ("x", "t", "m", "u", "p", "g", "comma", "f5", "slash", "w"):
            await page.press(key)
            assert page.shows(RoomPage)
        read = [page.text]
        while not page.shows(ChoicePage):
            read.append(await page.press("space"))
        told = " ".join(read)
        assert CALL in told
        assert "I rang my sister Ines" in told
        assert "You went quiet, so I put the kettle on." in told
        assert "Reached:" in told
        assert AFTERWARDS in page.text
        # Back among what was read, and to its beginning.
        await page.press("escape")
        assert page.shows(RoomPage)
        await page.press(*["left"] * 40)
        assert ZOOM in page.text
        await page.press("right", "escape", "enter")
        assert page.shows(DeskPage)


async def test_afterwards_one_may_keep_a_page_of_ones_own_or_what_is_tried(
    two: Pair,
) -> None:
    async with At(two.ana, RoomPage(two.ana, MINE)) as page:
        assert "One person's account." in page.text
        await page.press("escape", "down", "enter")
        assert page.shows(WritePage)
        page.app.screen.query_one(PageField).insert("She asked what I hear.")
        await page.press("ctrl+s")
        kept = two.ana.library.own_entries()[0]
        assert (kept.words, kept.prompt) == ("She asked what I hear.", None)
        assert two.ana.my_offer(kept.id) is None
    async with At(two.ana, RoomPage(two.ana, MINE)) as page:
        await page.press("escape", "end", "enter")
        assert page.shows(FrontPage)


async def test_ours_is_not_read_in_the_room_before_both_have_agreed(two: Pair) -> None:
    async with At(two.ana, RoomPage(two.ana, OURS)) as page:
        assert "Ines" not in page.text
        assert "agreed to this text too" in page.text
        await page.press("space", "left", "escape")
        assert not page.shows(RoomPage)


@pytest.mark.parametrize("size", [(44, 24), (80, 24), (120, 40)])
async def test_the_room_fits(agreed: Pair, size: tuple[int, int]) -> None:
    async with At(agreed.ana, RoomPage(agreed.ana, OURS), size) as page:
        for _ in range(5):
            assert page.footer.startswith("space go on")
            await page.press("space")
