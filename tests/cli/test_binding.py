"""A book of a year by plain commands."""

from pathlib import Path

import pytest

from journal.services.binding import BOTH_IN_IT, NO_YEAR
from tests.export.read_back import squeezed, text_of_html, text_of_pdf
from tests.house import House


@pytest.fixture
def told(met: House) -> House:
    entry = met.by("Ana", "write", words="I hoped you would ask.").out.split()[0]
    met.by("Ana", "offer", entry)
    moment = met.by("Ben", "moment").out.split()[-1]
    side = met.by("Ben", "write", "--moment", moment, words="I put the kettle on.")
    met.by("Ben", "offer", side.out.split()[0])
    met.by("Ana", "write", words="Mine alone.")
    return met


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_year_is_bound_with_both_sides_and_nothing_private(
    told: House, tmp_path: Path, form: str
) -> None:
    ran = told.by("Ana", "book", str(tmp_path), "--format", form)
    assert (ran.code, ran.err) == (0, f"{BOTH_IN_IT.format(name='Ben')}\n")
    path = Path(ran.out.strip())
    assert path.name == f"book-{told.clock().year}.{form}"
    held = path.read_bytes()
    read = text_of_pdf(held) if form == "pdf" else text_of_html(held)
    for said in ("Ana and Ben", "I hoped you would ask.", "I put the kettle on."):
        assert said in squeezed(read)
    assert "Mine alone" not in read


def test_both_make_the_same_book(told: House, tmp_path: Path) -> None:
    made = [
        Path(told.by(name, "book", str(tmp_path)).out.strip())
        for name in ("Ana", "Ben")
    ]
    assert made[0] != made[1]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_of_a_year_without_a_moment_there_is_no_book(
    told: House, tmp_path: Path
) -> None:
    ran = told.by("Ana", "book", str(tmp_path), "--year", "1999")
    assert (ran.code, ran.err) == (5, f"{NO_YEAR}\n")
    assert list(tmp_path.glob("book*")) == []


def test_later_it_is_of_the_newest_year_there_is(told: House, tmp_path: Path) -> None:
    year = told.clock().year
    told.clock.pass_days(400)
    ran = told.by("Ana", "book", str(tmp_path))
    assert Path(ran.out.strip()).name == f"book-{year}.html"
