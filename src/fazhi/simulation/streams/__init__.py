"""What happens on a day, one file for each kind of thing; each has a random stream of its own."""
