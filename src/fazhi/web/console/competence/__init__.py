"""The catalogue of powers: what may be exercised, by whom today, and what was used."""
