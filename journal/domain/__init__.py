"""The theory and the journal as types and pure functions: no clock, disk or chance."""
