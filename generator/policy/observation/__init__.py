"""Observation: whether the information system says what the records say (T028, T041)."""
