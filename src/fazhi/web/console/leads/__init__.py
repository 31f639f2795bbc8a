"""Pages of leads and of platform cases: the same pages for both, and the office's own terms."""
