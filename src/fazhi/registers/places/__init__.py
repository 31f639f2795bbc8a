"""Places (地点): where things are, and whose they were on a day.

Divisions (行政区划), areas (片区), grids (网格) and micro-grids (微网格) with dated polygons.
"""
