"""What is governed by a procedure; each room is one kind of file."""
