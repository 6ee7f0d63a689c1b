"""What stands between the words of Day One, by an address of that program's."""

import re

# Bounded, so that a line of nothing but beginnings takes no time.
_MOMENT = re.compile(
    r"!\[[^\[\]\n]{0,200}\]\(dayone-(?:moment|external):/{0,2}(?:(\w{1,20})/)?"
    r"[^()\n]{0,600}\)"
    r"|\[\[dayone-moment:[^\]\n]{0,200}\]\]"
)
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(dayone2?:[^()\n]{0,200}\)")
_KINDS = {"video": "video", "audio": "recording", "pdfAttachment": "document"}


def without_moments(text: str) -> str:
    """Return a text with a word where a photo stood, or nothing if it is all there is.

    Of a link to another entry there its words stay.
    """
    if "dayone" not in text:
        return text
    if not _MOMENT.sub("", text).strip():
        return ""
    return _LINK.sub(r"\1", _MOMENT.sub(_standing_for, text))


def _standing_for(found: re.Match[str]) -> str:
    return f"[{_KINDS.get(found[1] or '', 'photo')}]"
