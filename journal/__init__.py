"""Lean-to: a private journal for two."""

__version__ = "0.1.0"
