"""Evidence (证据): attachments bound to a dossier with kind, capture time and hash."""
