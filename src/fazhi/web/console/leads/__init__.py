"""Pages of leads, and what they share with the pages of platform cases."""
