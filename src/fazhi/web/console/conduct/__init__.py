"""Complaints about conduct, and commendations."""
