"""What the team and its groups need and have."""
