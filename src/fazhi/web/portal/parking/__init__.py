"""The owner of a vehicle sees the photographs of a referral and may contest it."""
