"""The figures and, behind each, the records it was counted from."""
