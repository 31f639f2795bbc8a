"""Decisions that are public (处罚决定公开), and why one was withdrawn."""
