"""One page as a file for someone who has no Lean-to, and a sheet for a counsellor."""

from pathlib import Path

import pytest

from journal.cli.sending import ADD_NOW
from journal.services.giving import ONLY_THIS
from journal.services.outside import AMONG_JOURNALS
from tests.house import House


def wrote(house: House, name: str, words: str) -> str:
    return house.by(name, "write", words=words).out.split()[0]


def test_one_page_and_nothing_else_is_given(met: House, tmp_path: Path) -> None:
    wrote(met, "Ana", "Another page.")
    entry = wrote(met, "Ana", "I hoped <b>you</b> would ask.")
    before = met.by("Ana", "read", "--json").out
    ran = met.by("Ana", "give", entry[:8], str(tmp_path))
    assert (ran.code, ran.err) == (0, f"{ONLY_THIS}\n")
    path = Path(ran.out.strip())
    told = path.read_text("utf-8")
    assert path.name == "page.html"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "I hoped &lt;b&gt;you&lt;/b&gt; would ask." in told
    for hidden in ("Another page", entry, "Ben", "<script", "http:", "https:"):
        assert hidden not in told
    assert met.by("Ana", "read", "--json").out == before
    again = met.by("Ana", "give", entry, str(tmp_path))
    assert Path(again.out.strip()).name == "page-2.html"


def test_what_the_other_wrote_is_not_mine_to_give(met: House, tmp_path: Path) -> None:
    entry = wrote(met, "Ben", "Mine.")
    met.by("Ben", "offer", entry)
    assert met.by("Ana", "give", entry, str(tmp_path)).code == 5
    assert list(tmp_path.glob("page*")) == []


def test_nothing_is_given_after_a_hard_evening_unasked(
    met: House, tmp_path: Path
) -> None:
    entry = wrote(met, "Ana", "A page.")
    assert met.by("Ana", "evening", words="I cannot say it.").code == 0
    ran = met.by("Ana", "give", entry, str(tmp_path))
    assert (ran.code, ran.err) == (2, f"{ADD_NOW}\n")
    assert met.by("Ana", "give", entry, str(tmp_path), "--now").code == 0


def test_no_page_is_laid_among_the_journals(met: House) -> None:
    entry = wrote(met, "Ana", "A page.")
    ran = met.by("Ana", "give", entry, str(met.home))
    assert (ran.code, ran.err) == (2, f"{AMONG_JOURNALS}\n")


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("markdown", "md")])
def test_the_sheet_needs_no_journal(
    house: House, tmp_path: Path, form: str, ending: str
) -> None:
    ran = house.run("sheet", str(tmp_path), "--format", form)
    assert ran.code == 0
    path = Path(ran.out.strip())
    assert path.name == f"for-your-counsellor.{ending}"
    assert "Lean-to is a private journal for two people" in path.read_text("utf-8")
