"""The page on which a recovery code is printed: one HTML file, without a script."""

from datetime import date
from html import escape

TITLE = "Recovery code"
WHAT_IT_IS = (
    "This code opens the journal named above if its passphrase is forgotten. "
    "It opens that one journal and no other."
)
WHO_FINDS_IT = (
    "Whoever finds this paper, your partner too, can open your private entries with "
    "it. Keep it where only you would look, and away from the computer."
)
HOW = (
    "On the page that opens the journal press F3 and type the code. Capitals or not, "
    "with or without the lines between: both will do. Then choose a new passphrase."
)
REPLACED = (
    "If you make a new code, this one stops working, but for copies of the journal "
    "made before. Burn it, or tear it up."
)
THE_FILE = (
    "Once this is on paper, delete the file, and empty the bin. A printer may remember "
    "what it printed."
)
GROUPS_IN_A_ROW = 3

_STYLE = """
  html { background: #f7f2e7; color: #2a251f; }
  body { max-width: 34em; margin: 3em auto; padding: 0 1.5em;
    font: 1.05em/1.5 Georgia, "Times New Roman", serif; }
  h1 { font-size: 1.4em; margin: 0 0 .2em; }
  .day { color: #675d50; margin: 0 0 2em; }
  .code { font: bold 1.5em/1.9 "DejaVu Sans Mono", Menlo, Consolas, monospace;
    letter-spacing: .06em; margin: 0 0 1.5em; border-collapse: collapse; }
  .code td { padding: 0 1.2em 0 0; white-space: nowrap; }
  .file { color: #675d50; border-top: 1px solid #cdc1ac; padding-top: 1em; }
  @media print {
    @page { margin: 2.5cm; }
    html { background: none; color: #000; }
    body { margin: 0; padding: 0; }
    .file { display: none; }
  }
"""


def sheet(code: str, *, label: str, day: date) -> str:
    """Return the whole page: nothing is loaded from anywhere, nothing runs."""
    groups = code.split("-")
    rows = "\n".join(
        "    <tr>" + "".join(f"<td>{escape(one)}</td>" for one in part) + "</tr>"
        for part in (
            groups[start : start + GROUPS_IN_A_ROW]
            for start in range(0, len(groups), GROUPS_IN_A_ROW)
        )
    )
    said = "\n".join(f"  <p>{one}</p>" for one in (WHAT_IT_IS, WHO_FINDS_IT, HOW))
    return f"""\
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'">
  <meta name="referrer" content="no-referrer">
  <title>{TITLE}</title>
  <style>{_STYLE}  </style>
</head>
<body>
  <h1>{TITLE} of the journal “{escape(label)}”</h1>
  <p class="day">Made on {day.day} {day:%B %Y}.</p>
  <table class="code">
{rows}
  </table>
{said}
  <p>{REPLACED}</p>
  <p class="file">{THE_FILE}</p>
</body>
</html>
"""
