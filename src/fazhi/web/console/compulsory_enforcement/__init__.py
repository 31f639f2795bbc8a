"""Compulsory enforcement: what happens when a decision is not performed."""
