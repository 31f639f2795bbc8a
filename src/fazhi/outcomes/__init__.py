"""Reads everything below, changes nothing below."""
