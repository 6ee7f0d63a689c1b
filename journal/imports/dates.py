"""Days as they stand in the names of files."""

import re
from datetime import date

NAME_DAY = re.compile(
    r"(?<!\d)(\d{4})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_PATH_DAY = re.compile(
    r"(?<!\d)(\d{4})/(?:\d{4}[-_])?(\d\d)(?!\d)[^/]{0,40}/(\d\d)(?!\d)[^/]*$"
)


def day_in_name(path: str) -> date | None:
    """Return the day that the name of a file tells, or the folders above it."""
    name = path.rpartition("/")[2]
    for found in (*NAME_DAY.finditer(name), *_PATH_DAY.finditer(path)):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None
