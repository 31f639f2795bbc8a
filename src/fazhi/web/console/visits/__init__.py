"""Visits with nothing found: the list, and forty of them entered at once."""
