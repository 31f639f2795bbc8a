"""What the supervision rules found, and what people do about it."""
