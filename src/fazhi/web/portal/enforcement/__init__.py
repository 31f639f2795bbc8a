"""What the office makes public before it acts (执法公示): body, people, powers, remedies."""
