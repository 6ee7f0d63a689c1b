"""Words longer than one entry may hold, in several."""

from journal.domain.text import WORDS_LIMIT_BYTES

_ROOM = WORDS_LIMIT_BYTES - 1024


def in_parts(words: str) -> tuple[str, ...]:
    """Return the words as one text, or as several, cut where a line ends if one does.

    Nothing is lost but the line end at a cut.
    """
    parts = []
    while len(words) * 4 > _ROOM and len(words.encode()) > _ROOM:
        head = words.encode()[:_ROOM].decode(errors="ignore")
        line = head.rfind("\n", len(head) // 2)
        cut = line if line > 0 else len(head)
        parts.append(words[:cut])
        words = words[cut:].lstrip("\n")
    return (*parts, words) if words.strip() or not parts else tuple(parts)
