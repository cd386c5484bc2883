"""Transitions: which steps a record may take, who may take them, and who approves."""
