"""Persuasion on the spot: one tap, nothing of anybody's identity."""
