"""Governance: how the policy itself changes, and whose approval a change of the repository needs (T002-T009)."""
