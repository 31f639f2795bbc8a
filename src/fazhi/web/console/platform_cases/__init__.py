"""The addresses of platform cases; their pages are those of leads."""
