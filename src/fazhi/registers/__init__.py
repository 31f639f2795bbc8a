"""What everything points to: places, staff, parties and competence, each with dates."""
