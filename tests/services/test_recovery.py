"""The recovery code: kept, replaced, printed, tried once a year."""

import re
import stat
from html.parser import HTMLParser
from pathlib import Path
from typing import Never

import pytest
from typing_extensions import override

from journal.crypto.keys import SlotKind
from journal.errors import CannotOpen, CodeDoesNotOpen, Damaged, NoRoom, NotPossible
from journal.services import opening, recovery, recovery_sheet
from journal.services.session import Session
from tests.house import PASSPHRASES, House, everything_under


def kept(session: Session) -> str:
    code = recovery.new_code(session)
    recovery.keep_code(session, code, typed=code[:4])
    return code


def test_a_code_is_kept_only_once_it_was_typed_back(ana: Session) -> None:
    code = recovery.new_code(ana)
    for typed in ("", "ABCD", code[5:9] + "x"):
        with pytest.raises(CodeDoesNotOpen):
            recovery.keep_code(ana, code, typed=typed)
    assert not recovery.has_code(ana)
    recovery.keep_code(ana, code, typed=f" {code} ")
    assert recovery.has_code(ana)


def test_a_code_can_be_made_later_by_the_one_whose_journal_it_is(
    ana: Session,
) -> None:
    with pytest.raises(CannotOpen):
        recovery.new_code_later(ana, PASSPHRASES["Ben"])
    code = recovery.new_code_later(ana, PASSPHRASES["Ana"])
    recovery.keep_code(ana, code, typed=code[-4:])
    assert recovery.opens(ana, code)


def test_a_new_code_takes_the_place_of_the_old_one(ana: Session, house: House) -> None:
    old, new = kept(ana), kept(ana)
    assert old != new
    path = ana.vault.path
    ana.close()
    door = opening.Door("Ana", path)
    with pytest.raises(CodeDoesNotOpen):
        opening.unlock_by_code(door, old, conditions=house.conditions)
    opening.unlock_by_code(door, new, conditions=house.conditions).close()


def test_nothing_of_a_replaced_code_stays_in_the_file(
    ana: Session, house: House
) -> None:
    kept(ana)
    slot = ana.vault.slot(SlotKind.RECOVERY)
    assert slot is not None
    kept(ana)
    assert not [n for n, data in everything_under(house.home).items() if slot in data]


def test_the_code_of_one_opens_nothing_of_the_other(
    couple: tuple[Session, Session], house: House
) -> None:
    ana, ben = couple
    code = kept(ben)
    assert not recovery.opens(ana, code)
    kept(ana)
    assert not recovery.opens(ana, code)
    ana.close()
    with pytest.raises(CodeDoesNotOpen):
        opening.unlock_by_code(
            opening.find_door(house.home, "Ana"), code, conditions=house.conditions
        )


def test_trying_the_paper_changes_no_byte(ana: Session, house: House) -> None:
    code = kept(ana)
    before = everything_under(house.home)
    assert recovery.opens(ana, code.replace("-", " ").lower())
    assert not recovery.opens(ana, recovery.new_code(ana))
    assert not recovery.opens(ana, "not a code")
    assert everything_under(house.home) == before


def test_the_drill_is_offered_once_a_year_at_most(ana: Session, house: House) -> None:
    house.clock.pass_days(400)
    assert not recovery.drill_is_due(ana)
    kept(ana)
    house.clock.pass_days(364)
    assert not recovery.drill_is_due(ana)
    house.clock.pass_days(1)
    assert recovery.drill_is_due(ana)
    recovery.let_drill_be(ana)
    assert not recovery.drill_is_due(ana)
    house.clock.pass_days(365)
    assert recovery.drill_is_due(ana)


def test_the_day_of_the_paper_is_known_at_the_next_opening(
    ana: Session, house: House
) -> None:
    kept(ana)
    ana.close()
    with house.open("Ana") as again:
        assert not recovery.drill_is_due(again)
        house.clock.pass_days(365)
        assert recovery.drill_is_due(again)


def test_one_visit_a_year_speaks_of_it_whether_or_not_it_is_done(
    ana: Session, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Never:
        raise NoRoom

    assert not recovery.offers_drill(ana)
    kept(ana)
    ana.close()
    house.clock.pass_days(365)
    with house.open("Ana") as again:
        monkeypatch.setattr(again.vault, "change", full)
        assert recovery.offers_drill(again)
        monkeypatch.undo()
    with house.open("Ana") as again:
        assert recovery.offers_drill(again)
        assert recovery.offers_drill(again)
    with house.open("Ana") as again:
        assert not recovery.offers_drill(again)


class Page(HTMLParser):
    """What a browser would load, run and show of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.groups: list[str] = []
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    @override
    def handle_data(self, data: str) -> None:
        self.words += data
        if self.tags[-1:] == ["td"] and data.strip():
            self.groups.append(data)
            self.tags.append("")


def test_the_sheet_says_what_it_is_and_loads_and_runs_nothing(
    ana: Session, tmp_path: Path
) -> None:
    code, target = recovery.new_code(ana), tmp_path / "sheet.html"
    recovery.write_sheet(ana, code, target)
    text = target.read_text("utf-8")
    page = Page(text)
    assert not {"script", "img", "link", "iframe", "object", "a"} & set(page.tags)
    named = {name for name, _ in page.attributes}
    assert not {n for n in named if n.startswith("on")} | named & {"src", "href"}
    assert not re.search(r"url\(|@import|https?:", text)
    assert "default-src 'none'" in text
    assert "@media print" in text
    assert page.groups == code.split("-")
    for said in (
        "24 November 2026",
        "journal “Ana”",
        recovery_sheet.WHO_FINDS_IT,
        recovery_sheet.REPLACED,
        recovery_sheet.THE_FILE,
    ):
        assert said in page.words
    assert "your partner" in recovery_sheet.WHO_FINDS_IT


def test_the_sheet_is_its_owners_alone_and_replaces_nothing(
    ana: Session, tmp_path: Path
) -> None:
    target = tmp_path / "sheet.html"
    recovery.write_sheet(ana, recovery.new_code(ana), target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    with pytest.raises(NotPossible):
        recovery.write_sheet(ana, recovery.new_code(ana), target)
    assert everything_under(tmp_path)["sheet.html"] == before
    with pytest.raises(NotPossible):
        recovery.write_sheet(ana, recovery.new_code(ana), tmp_path / "a.leanto")
    assert not recovery.has_code(ana)


def test_a_name_on_the_sheet_is_never_markup() -> None:
    page = Page(
        recovery_sheet.sheet(
            "AAAA-BBBB", label="<script>x</script>", day=House(Path()).clock().date()
        )
    )
    assert "script" not in page.tags
    assert "<script>x</script>" in page.words


def test_a_damaged_code_is_told_and_can_be_replaced(
    ana: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: int) -> bytes:
        raise Damaged

    code = kept(ana)
    with monkeypatch.context() as broken:
        broken.setattr(ana.vault, "slot", damaged)
        assert recovery.has_code(ana)
        with pytest.raises(Damaged):
            recovery.opens(ana, code)
        code = kept(ana)
    assert recovery.opens(ana, code)
