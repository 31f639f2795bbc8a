"""Spreadsheets that are imported: read, checked row by row, and given back with the reasons."""
