"""Servers that are not backward compatible: Platinum partners, post mortems, coordinated releases (PPS5xx)."""
