"""Findings and explanations in the forms that people and programs read."""
