"""Enforcement cases: the list, one case on one page, a new decision."""
