"""The registers behind the zeros of a year: incidents, and who was asked about them."""
