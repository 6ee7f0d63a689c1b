"""Lets `python -m journal` do what `leanto` does."""

from journal.cli import begin

if __name__ == "__main__":
    raise SystemExit(begin())
