"""Parking referrals: the list, one referral, review, hand-over and receipt."""
