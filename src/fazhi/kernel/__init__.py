"""What every room stands on and what knows nothing of the trade.

Accounts, dossiers, the journal and its proofs, reactions, the clock, identifiers, gap-free numbers,
attachments, encryption of personal data, access, idempotency keys and jobs.
"""
