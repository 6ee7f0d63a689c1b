"""How days, months and roles are said, the same on every machine.

The names are our own because a platform's depend on its language settings.
"""

from datetime import date

from journal.domain.attachment import Role

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_IN_THE_FIRST_PERSON = {
    Role.CARE_SEEKER: "I reached",
    Role.CAREGIVER: "I was there",
    Role.BOTH: "both of us",
    Role.UNCLEAR: "hard to say",
}
_BESIDE_A_NAME = _IN_THE_FIRST_PERSON | {
    Role.CARE_SEEKER: "reached",
    Role.CAREGIVER: "was there",
}


def month_heading(day: date, newest_year: int) -> str:
    """Return the month's name, with its year when that is not the newest one."""
    name = _MONTHS[day.month - 1]
    return name if day.year == newest_year else f"{name} {day.year}"


def short_day(day: date) -> str:
    """Return a day as it is said under its month, such as "Sun 22"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day}"


def long_day(day: date) -> str:
    """Return a day as it is said alone, such as "Sun 22 November 2026"."""
    return f"{short_day(day)} {_MONTHS[day.month - 1]} {day.year}"


def role_words(role: Role | None, *, first_person: bool) -> str:
    """Return a role in plain words, and nothing for one that was not said."""
    if role is None:
        return ""
    return (_IN_THE_FIRST_PERSON if first_person else _BESIDE_A_NAME)[role]
