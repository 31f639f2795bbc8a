"""The sequencer: gives new entries their place in the tree and signs its head.

There is one log for each authority. Entries are taken in the order in which they were recorded;
whoever appends holds the row of the log, so that two sequencers cannot give one place twice.
"""

import logging
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock, head_file, journal, keys
from fazhi.kernel.canonical import moment
from fazhi.kernel.errors import FazhiError
from fazhi.kernel.heads import Head, is_signed, sign
from fazhi.kernel.merkle import Frontier
from fazhi.kernel.models import Leaf, MerkleLog, PendingEntry, TreeHead

make_keys = keys.make_keys  # at installation: makes the key that signs heads, if there is none

log = logging.getLogger(__name__)

_AT_ONCE: Final = 5_000  # entries a transaction: bounds how long other writers wait


class DamagedLogError(FazhiError):
    """The log does not continue what was signed before; it is not signed on until that is clear."""


def sequence(authority: str) -> TreeHead | None:
    """Append the entries that wait, sign the new head, and return the newest head there is.

    May be called at any time and by several processes; nothing happens when nothing waits.
    """
    while PendingEntry.objects.filter(authority=authority).exists():
        with transaction.atomic():
            MerkleLog.objects.select_for_update().get_or_create(authority=authority)
            _append(authority)
            transaction.on_commit(partial(head_file.publish, authority))
    newest = _newest(authority)
    if newest and not transaction.get_connection().in_atomic_block:
        head_file.publish(authority)  # makes up for a process that died after its commit
    return newest


def sequence_all() -> list[TreeHead]:
    """Sequence every authority with entries that wait; a damaged log does not hold up the others.

    A sweep calls this every minute.
    """
    waiting = PendingEntry.objects.values_list("authority", flat=True).distinct()
    heads = []
    for authority in sorted(waiting):
        try:
            heads.append(sequence(authority))
        except DamagedLogError:
            log.exception("a log is damaged", extra={"authority": authority})
    return [head for head in heads if head]


def _append(authority: str) -> None:
    waiting = list(
        PendingEntry.objects.filter(authority=authority)
        .order_by("id")
        .values_list("id", "entry_id", "entry__leaf_hash")[:_AT_ONCE]
    )
    if not waiting:
        return  # another sequencer was faster
    frontier = _frontier(authority)
    leaves = [(entry, bytes(leaf)) for _number, entry, leaf in waiting]
    _write_leaves(authority, frontier.size, leaves)
    frontier.extend(leaf for _, leaf in leaves)
    _sign(authority, frontier)
    PendingEntry.objects.filter(id__in=[number for number, *_rest in waiting]).delete()


def _write_leaves(authority: str, start: int, leaves: list[tuple[UUID, bytes]]) -> None:
    Leaf.objects.bulk_create(
        Leaf(authority=authority, position=position, entry_id=entry, leaf_hash=leaf)
        for position, (entry, leaf) in enumerate(leaves, start=start)
    )


def _sign(authority: str, frontier: Frontier) -> None:
    signed_at = clock.now()
    head = Head(
        authority=authority,
        hash=journal.hash_name(),
        root=frontier.root().hex(),
        signed_at=moment(signed_at),
        size=frontier.size,
    )
    TreeHead.objects.create(
        authority=authority,
        size=frontier.size,
        root=frontier.root(),
        hash_name=head.hash,
        signed_at=signed_at,
        signature=sign(head),
        frontier=frontier.to_bytes(),
    )


def _frontier(authority: str) -> Frontier:
    """Return the frontier of the newest head, having made sure that it is the true one."""
    newest = _newest(authority)
    leaf = Leaf.objects.filter(authority=authority).order_by("-position").first()
    in_rows = Head.of(newest) if newest else None
    _refuse_unless_whole(authority, in_rows, leaf.position + 1 if leaf else 0)
    if newest is None:
        return Frontier(digest=journal.digest())
    try:
        frontier = Frontier.from_bytes(newest.size, bytes(newest.frontier), journal.digest())
    except ValueError as error:
        raise _damaged(authority, _("树根签名的前沿不符")) from error
    if frontier.root() != bytes(newest.root):
        raise _damaged(authority, _("树根签名的前沿不符"))
    return frontier


def _refuse_unless_whole(authority: str, in_rows: Head | None, size: int) -> None:
    if (in_rows.size if in_rows else 0) != size:
        raise _damaged(authority, _("叶与树根签名的数目不符"))
    if in_rows and in_rows.hash != journal.hash_name():
        raise _damaged(authority, _("摘要算法与此前不同"))
    if in_rows and not is_signed(in_rows):
        raise _damaged(authority, _("树根签名不是本机密钥所签"))
    in_file = head_file.last_head(authority)
    if in_file and (in_file.size > size or (in_file.size == size and in_file != in_rows)):
        raise _damaged(authority, _("数据库少于或异于库外的树根签名文件"))


def _damaged(authority: str, what: str) -> DamagedLogError:
    sentence = _("机关 %(authority)s 的日志树：%(what)s。已停止签名，业务照常留痕；请核验日志。")
    return DamagedLogError(sentence % {"authority": authority, "what": what})


def _newest(authority: str) -> TreeHead | None:
    return TreeHead.objects.filter(authority=authority).order_by("-size").first()
