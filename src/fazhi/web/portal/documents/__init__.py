"""Checking a document by its code: for the party, and for any stranger who holds the paper."""
