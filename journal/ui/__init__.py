"""The screens: what the two people see and press. They show and report only."""
