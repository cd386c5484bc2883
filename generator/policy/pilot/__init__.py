"""Pilots of server updates: who agrees, what runs where, how it is judged (PPS4xx)."""
