"""What was struck out, and whatever is nobody's business, is in no file that leaves."""

from pathlib import Path

import pytest

from journal.domain.attachment import Role
from journal.domain.entries import EntryId, MomentId
from journal.domain.striking import Cut, every
from journal.services import handing, packing, sharing, writing
from journal.services.handing import Format
from journal.services.packing import Whose
from tests.export.read_back import everything_in, text_of_pdf
from tests.house import House, disguises, pass_on, two, wrote

STRUCK, PRIVATE, UNDERNEATH = "Marigold", "Honeysuckle", "Larkspur"
EARLIER, THEIRS = "Columbine", "Delphinium"


def in_each_text(name: str) -> writing.About:
    return writing.About(
        role=Role.CARE_SEEKER,
        title=f"The hour with {name}",
        guess=f"that {name} was late",
        keep=f"{name} rang twice",
        returned_to=f"wrote to {name}",
        underneath=f"{UNDERNEATH} again",
    )


def strike(text: str) -> tuple[Cut, ...]:
    return every(text, STRUCK, "a friend")


class Told:
    """Two who have met, and what each has told."""

    def __init__(self, house: House) -> None:
        self.ana, self.ben = two(house)
        first = wrote(self.ana, f"{EARLIER} came first.")
        page = writing.draft_of(self.ana, first.id)
        words = f"I rang {STRUCK}, and you stayed."
        page = writing.Draft(id=page.id, words=words, entry=first.id)
        writing.save(self.ana, page, in_each_text(STRUCK))
        self.entry: EntryId = first.id
        wrote(self.ana, f"{PRIVATE} is mine alone.")
        sharing.offer(self.ana, self.entry)
        side = wrote(
            self.ben, f"{THEIRS} stood by the door.", moment=MomentId(first.moment)
        )
        pass_on(self.ana, self.ben)
        sharing.offer(self.ben, side.id)
        pass_on(self.ana, self.ben)
        self.side = side.id

    def close(self) -> None:
        self.ana.close()
        self.ben.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(House(tmp_path_factory.mktemp("house") / "home"))


def ready(told: Told, whose: Whose) -> str:
    """Bring a moment, strike a name out of it, and let both agree."""
    packing.bring(told.ana, whose, [told.entry])
    now = packing.strike_also(told.ana, whose, told.entry, strike)
    if whose is Whose.OURS:
        pass_on(told.ana, told.ben)
        for session in (told.ana, told.ben):
            packing.agree(session, now.digest)
            pass_on(told.ana, told.ben)
    return now.digest


def all_of(path: Path) -> bytes:
    """Return the bytes of a file, with what is packed in it beside them."""
    data = path.read_bytes()
    if path.suffix != ".pdf":
        return data
    return b"\n".join((everything_in(data), text_of_pdf(data).encode()))


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("whose", list(Whose))
def test_it_is_in_no_format(
    told: Told, whose: Whose, form: Format, tmp_path: Path
) -> None:
    digest = ready(told, whose)
    place = handing.place_for(told.ana, str(tmp_path), form, whose=whose)
    handing.hand_over(told.ana, whose, digest, place, form)
    held = all_of(place)
    assert b"a friend" in held
    hidden = [STRUCK, PRIVATE, UNDERNEATH, EARLIER, told.entry, told.side, "T00:00"]
    hidden += [THEIRS] if whose is Whose.MINE else []
    for word in hidden:
        assert not any(form in held for form in disguises(word)), word
    assert [one.name for one in tmp_path.iterdir()] == [place.name]
    assert place.name.startswith("pack-2" if whose is Whose.MINE else "our-pack-2")


def test_the_search_finds_what_is_there(told: Told, tmp_path: Path) -> None:
    packing.bring(told.ana, Whose.MINE, [told.entry])
    now = packing.strike(told.ana, Whose.MINE, told.entry, {})
    for form in Format:
        place = tmp_path / f"all.{form.value}"
        place = place.with_suffix(".pdf") if form is Format.PDF else place
        handing.hand_over(told.ana, Whose.MINE, now.digest, place, form)
        assert STRUCK.encode() in all_of(place)
