"""Lawyers from outside: what they read and advise, and how the office invites them."""
