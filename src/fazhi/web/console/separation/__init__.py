"""The page of the separation of duties: a list that must be empty."""
