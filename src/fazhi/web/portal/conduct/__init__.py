"""How a citizen complains about conduct and follows the complaint by its code."""
