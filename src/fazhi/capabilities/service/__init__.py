"""Service of documents (送达): attempts, proofs and the day each took effect."""
