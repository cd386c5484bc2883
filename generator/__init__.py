"""Turns records about pre-production middleware into a bulletin: YAML in, decisions and a static site out."""

__version__ = "0.1.0"
