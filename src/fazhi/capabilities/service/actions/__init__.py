"""The verbs of service: serve, record what failed, announce, confirm addresses, draw up proofs."""

from fazhi.capabilities.service.actions.addresses import confirm_address, confirm_addresses
from fazhi.capabilities.service.actions.announcing import (
    announce_service,
    confirm_announcements,
    withdraw_announcement,
)
from fazhi.capabilities.service.actions.failing import record_failed_attempts
from fazhi.capabilities.service.actions.on_the_spot import serve_many, serve_on_the_spot
from fazhi.capabilities.service.actions.proving import issue_proof_of_service
from fazhi.capabilities.service.actions.serving import record_service

__all__ = [
    "announce_service",
    "confirm_address",
    "confirm_addresses",
    "confirm_announcements",
    "issue_proof_of_service",
    "record_failed_attempts",
    "record_service",
    "serve_many",
    "serve_on_the_spot",
    "withdraw_announcement",
]
