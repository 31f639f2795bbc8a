"""Issues: the list with the map beside it, one issue on one page, a new issue."""
