"""Acts that any proceeding may need; they know no proceeding by name."""
