"""The records: one module per kind, a frozen dataclass is the schema (records.md)."""
