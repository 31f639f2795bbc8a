"""Campaigns: their items and, of them, the problems."""
