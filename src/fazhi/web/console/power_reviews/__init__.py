"""Pages of review rounds: what is kept or handed back, and what unused items could have met."""
