"""Pages of citizens: report, follow, read what is published, check a document by its code."""
