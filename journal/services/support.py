"""Someone to talk to outside: the words and the numbers of Support.

Needs nothing: no journal, no passphrase, no screen. Reading it leaves no trace.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

HEADING = "Support"
PARAGRAPHS = (
    "This journal is for two people who feel safe with each other.",
    (
        "If you are sometimes afraid of your partner, or they hurt you or control your "
        "money, your movements, your messages or who you see, sharing a journal is "
        "not the right help, and joint counselling may not be either. You can talk to "
        "someone outside, alone and in confidence."
    ),
)
NOT_RECORDED = "Opening this page is not recorded."
COMMAND_RECORDED = (
    "The journal does not record that you opened this. "
    "Your computer's command history may."
)
ON_LEAVING = "Leaving clears this window. It does not clear what your computer keeps."


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The numbers of one country, and when they were last seen."""

    name: str
    danger: str
    seen: date
    checked: date | None
    lines: tuple[tuple[str, str], ...]

    @property
    def says_how_sure(self) -> str:
        """What can honestly be said about these numbers."""
        if not self.lines:
            return self.name
        if self.checked is not None:
            return f"{self.name} · checked on {_day(self.checked)}"
        return f"{self.name} · as seen on {_day(self.seen)}; please check"


def countries() -> tuple[Country, ...]:
    """Return every country of the data file, the one shown first at the front."""
    import tomllib  # read when someone asks, not before the first frame

    text = Path(__file__).with_name("support.toml").read_text("utf-8")
    return tuple(
        Country(
            name=row["name"],
            danger=row["danger"],
            seen=row["seen"],
            checked=row.get("checked"),
            lines=tuple((who, number) for who, number in row["lines"]),
        )
        for row in tomllib.loads(text)["country"]
    )


def support_text() -> str:
    """Return the whole of Support as plain text, for the command line."""
    parts = [HEADING, *PARAGRAPHS]
    for country in countries():
        lines = [country.danger]
        lines += [f"  {who:<36}{number}" for who, number in country.lines]
        parts.append("\n".join([country.says_how_sure, *lines]))
    return "\n\n".join([*parts, COMMAND_RECORDED]) + "\n"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
