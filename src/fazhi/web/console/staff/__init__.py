"""Staff of a day: people with certificates, secondments and absences, groups, gaps, leaving."""
