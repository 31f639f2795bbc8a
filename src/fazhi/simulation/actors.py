"""Who acts in the play: the people of the registers, each from the seat of the own account."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.queries import officers_on, staff_index

#: The role that each post acts in.
ROLES: Mapping[Post, Role] = {
    Post.HEAD: Role.HEAD,
    Post.SQUAD_LEADER: Role.SQUAD_LEADER,
    Post.CASE_REVIEWER: Role.CASE_REVIEWER,
    Post.OFFICER: Role.OFFICER,
    Post.GRID_WORKER: Role.GRID_WORKER,
    Post.DISPATCHER: Role.DISPATCHER,
    Post.CLERK: Role.CLERK,
    Post.OPERATOR: Role.OPERATOR,
    Post.SUPERVISOR: Role.SUPERVISOR,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the registers with the seat from which he acts."""

    officer_id: UUID
    seat: Seat


def factor_of_the_day(day: dt.date) -> dt.datetime:
    """Return until when a played person's second factor counts: he gave it that morning.

    The guard stands as it does for everybody; only who plays a seat may say that it was given.
    """
    return clock.at_local(day + dt.timedelta(days=1))


class Cast:
    """The people of an authority who are there on a day."""

    def __init__(self, authority: str, day: dt.date) -> None:
        """Read who is on the staff, present and certified on the day; answered from memory."""
        index = staff_index(authority, day)
        self._by_post: dict[Post, list[Actor]] = {}
        self.pairs: list[Actor] = []
        for officer in officers_on(authority, day):
            post = Post(officer.post)
            if post not in ROLES or officer.account_id is None or not index.is_present(officer.id):
                continue
            seat = Seat(
                authority=authority,
                account_id=officer.account_id,
                name=officer.name,
                roles=frozenset({ROLES[post]}),
                factor_until=factor_of_the_day(day),
            )
            actor = Actor(officer.id, seat)
            self._by_post.setdefault(post, []).append(actor)
            if post is Post.OFFICER and index.is_certified(officer.id):
                self.pairs.append(actor)

    def one(self, post: Post) -> Actor:
        """Return whoever fills a post; the first by name where there are several."""
        return self._by_post[post][0]

    def all(self, post: Post) -> list[Actor]:
        """Return everybody who fills a post, by name."""
        return self._by_post.get(post, [])

    def pair(self, chance: random.Random) -> tuple[Actor, Actor]:
        """Return two certified officers who go out together."""
        first, second = chance.sample(self.pairs, 2)
        return first, second
