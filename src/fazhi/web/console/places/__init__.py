"""Grids and areas of a day: which group covers each grid, who leads it, and what is missing."""
