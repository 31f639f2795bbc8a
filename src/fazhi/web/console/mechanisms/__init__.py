"""The eight mechanisms and what enforces them."""
