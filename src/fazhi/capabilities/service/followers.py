"""Who follows the service of documents: rooms that must act once a document counts as served.

A room registers when the apps load and is called in the transaction of the service:

    @follows_service
    def served(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None: …

What is handed over on the spot is written with its case and followed by nobody.
"""

from collections.abc import Callable, Sequence

from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat

Follower = Callable[[Seat, Sequence[ServiceAttempt]], None]

_followers: list[Follower] = []


def follows_service(follower: Follower) -> Follower:
    """Register who follows the services whose effective day is known."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_followers(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None:
    """Tell of services; those whose effective day nobody knows yet are told of later."""
    known = [each for each in attempts if each.effective_on is not None]
    for follower in tuple(_followers) if known else ():
        follower(seat, known)
