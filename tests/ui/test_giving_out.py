"""Giving one page away, and the sheet for a counsellor, from Export."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.services import evenings, giving
from journal.services.session import US
from journal.ui.export import ExportPage
from journal.ui.fields import LineField
from journal.ui.giving_out import NOTHING_YET, GivePage
from journal.ui.tomorrow import NOT_SENT
from tests.ui.couple import Pair, begin, strangers, write
from tests.ui.desk import At


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path / "home") as pair:
        write(pair.ana, "The hall light was on.", title="The hall light")
        yield pair


def files(folder: Path) -> list[Path]:
    return list(folder.glob("*.html"))


async def types(page: At, words: str) -> str:
    page.app.screen.query_one(LineField).value = words
    return await page.press("enter")


async def test_one_page_of_mine_becomes_a_file_and_nothing_else(
    two: Pair, tmp_path: Path
) -> None:
    end = two.ana.head(US)
    async with At(two.ana) as page:
        await page.press("down", "down", "enter")
        assert page.shows(GivePage)
        assert "The hall light" in page.text
        assert giving.ONLY_THIS[:40] in await page.press("enter")
        text = await types(page, str(tmp_path))
        (made,) = files(tmp_path)
        assert made.name in text
        assert "The hall light was on." in made.read_text("utf-8")
        await page.press("enter")
        assert page.shows(GivePage)
        await page.press("enter")
        assert "There is no folder" in await types(page, str(tmp_path / "no" / "no"))
        assert len(files(tmp_path)) == 1
    assert two.ana.head(US) == end


async def test_after_a_hard_evening_it_asks_whether_to_wait(
    two: Pair, tmp_path: Path
) -> None:
    evenings.begin(two.ana)
    async with At(two.ana, GivePage(two.ana)) as page:
        await page.press("end", "enter")
        assert "Send it now, or look at it tomorrow?" in await types(
            page, str(tmp_path)
        )
        assert NOT_SENT in await page.press("enter")
        assert files(tmp_path) == []


async def test_the_sheet_for_a_counsellor_holds_nothing_of_anyone(
    two: Pair, tmp_path: Path
) -> None:
    async with At(two.ana) as page:
        await page.press("end", "up", "enter")
        await types(page, " ")
        assert page.shows(ExportPage)
        await page.press("enter")
        text = await types(page, str(tmp_path))
        (made,) = files(tmp_path)
        assert made.name in text
        told = made.read_text("utf-8")
        assert "For your counsellor" in told
        assert "Ana" not in told


async def test_with_no_page_there_is_a_sentence(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    async with At(ana, GivePage(ana)) as page:
        assert NOTHING_YET in await page.press("enter")
        assert page.footer.startswith("esc back")
    ana.close()
