"""Exceptions and overrules: when a rule may be set aside, by whom, and for how long (T091-T093, T124, T125)."""
