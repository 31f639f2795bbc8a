"""Meetings: the list, one meeting on one page with its forms, and what all meetings resolved."""
