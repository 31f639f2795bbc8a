"""Pages of cases that a platform assigned."""
