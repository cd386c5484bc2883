"""Feedback, release notes, and what is sent about a patch (PPS6xx)."""
