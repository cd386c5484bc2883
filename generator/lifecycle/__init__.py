"""The state machines as tables, the folding of events into states, and clocks as pure date arithmetic."""
