"""Files and records: what can be read, and what refers to what (PPS0xx, PPS1xx)."""
