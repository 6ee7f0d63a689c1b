import subprocess
import sys
from datetime import date

from journal.services.support import PARAGRAPHS, Country, countries, support_text


def test_the_words_are_few_enough_to_be_read_in_a_hurry() -> None:
    for country in countries():
        words = " ".join([*PARAGRAPHS, country.danger.split(". ")[0]]).split()
        assert len(words) <= 80


def test_numbers_not_checked_with_those_who_answer_say_so() -> None:
    seen = date(2026, 11, 3)
    lines = (("Someone", "1"),)
    named = {"name": "Here", "danger": "Call 1.", "seen": seen, "lines": lines}
    assert Country(checked=None, **named).says_how_sure == (  # type: ignore[arg-type]  # a shorthand of this test
        "Here · as seen on 3 November 2026; please check"
    )
    assert Country(checked=seen, **named).says_how_sure == (  # type: ignore[arg-type]  # a shorthand of this test
        "Here · checked on 3 November 2026"
    )


def test_every_country_says_whom_to_call_in_danger() -> None:
    text = support_text()
    for number in ("999", "911", "112", "0808 2000 247", "1-800-799-7233"):
        assert number in text
    assert text.startswith("Support\n")
    assert countries()[0].name == "United Kingdom"
    # Whoever turns through them all ends where everyone is told something.
    assert countries()[-1].name == "Elsewhere"
    for country in countries():
        assert country.danger in text
        assert f"{country.seen.day} November 2026" in text or not country.lines


def test_the_command_line_can_print_it_without_a_screen() -> None:
    code = (
        "import sys; from journal.services.support import support_text; "
        "support_text(); sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own code
    assert done.returncode == 0
