"""Pages of compulsory measures: the list, the file of each, its proposal and its steps."""
