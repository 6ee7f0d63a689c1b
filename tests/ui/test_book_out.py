"""A book of a year, from Export."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journal.services.binding import BOTH_IN_IT, NO_YEAR
from journal.ui.book_out import AS_WHAT, BOOK, WHICH_YEAR
from journal.ui.export import ExportPage
from journal.ui.fields import LineField
from journal.ui.giving_out import IT_IS_AT
from tests.ui.couple import Pair, begin, offered, strangers
from tests.ui.desk import At


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    with strangers(tmp_path / "home") as pair:
        yield pair


def books(folder: Path) -> list[Path]:
    return list(folder.glob("book*"))


def tell(pair: Pair, words: str, day: date) -> None:
    offered(pair.ana, words, title=words, day=day)
    pair.exchange()


async def to_the_book(page: At) -> str:
    await page.press("down", "down", "down")
    return await page.press("enter")


async def types(page: At, words: str) -> str:
    page.app.screen.query_one(LineField).value = words
    return await page.press("enter")


async def test_a_year_becomes_a_file(two: Pair, tmp_path: Path) -> None:
    tell(two, "The hall light", date(2026, 11, 20))
    tell(two, "The stairs", date(2025, 5, 2))
    async with At(two.ana) as page:
        assert BOOK in page.text
        assert WHICH_YEAR in await to_the_book(page)
        text = await page.press("down", "enter")
        assert AS_WHAT in text
        assert BOTH_IN_IT.format(name="Ben")[:40] in text
        await page.press("enter")
        assert IT_IS_AT in await types(page, str(tmp_path))
        told = (tmp_path / "book-2025.html").read_text("utf-8")
        assert ("The stairs" in told, "The hall light" in told) == (True, False)
        await page.press("enter")
        assert page.shows(ExportPage)


async def test_where_nothing_was_told_that_is_said(two: Pair, tmp_path: Path) -> None:
    async with At(two.ana) as page:
        assert AS_WHAT in await to_the_book(page)
        await page.press("enter")
        assert NO_YEAR in await types(page, str(tmp_path))
    assert books(tmp_path) == []


async def test_someone_alone_is_told_of_nobody(tmp_path: Path) -> None:
    ana = begin(tmp_path, "Ana")
    async with At(ana) as page:
        await page.press("down", "down")
        text = await page.press("enter")
        assert AS_WHAT in text
        assert "Ask before" not in text
    ana.close()
