"""Pages of publication: what is to be published, what was hidden, what is to be withdrawn."""
