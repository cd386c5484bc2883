"""Previews of clients: how they open, run at sites beside production, and end (PPS3xx)."""
