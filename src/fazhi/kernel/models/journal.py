"""The rows of the journal: written once, never changed; contents leave only by the erasure act.

Triggers of the database hold that line (`fazhi.kernel.triggers`), also against direct SQL.
"""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models.dossiers import Dossier, OwnedModel

HASH_BYTES = 32  # of SHA-256 as of SM3


class Entry(OwnedModel):
    """One act on record (日志): what happened to which file, by whom, when, on what ground."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("种类"), max_length=64)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, db_index=False, related_name="entries"
    )
    account_id = models.UUIDField(_("办理账号"), null=True)
    happened_at = models.DateTimeField(_("发生时间"))
    recorded_at = models.DateTimeField(_("留痕时间"))
    provisions = models.JSONField(_("依据"), default=list)
    item_count = models.PositiveIntegerField(_("件数"), default=1)
    content_hash = models.BinaryField(_("内容摘要"), max_length=HASH_BYTES)
    leaf_hash = models.BinaryField(_("叶摘要"), max_length=HASH_BYTES)

    class Meta:
        verbose_name = _("日志")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "recorded_at"], name="entry_of_dossier"),
            models.Index(fields=["authority", "kind", "happened_at"], name="entry_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class EntryContent(models.Model):
    """What an entry says (日志内容), as canonical JSON with the salt of its hash."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    salt = models.BinaryField(_("盐"), max_length=16)
    text = models.TextField(_("内容"))

    class Meta:
        verbose_name = _("日志内容")

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> dict[str, Any]:
        """The content as JSON values; the caller knows their shape by the kind of the entry."""
        loaded: dict[str, Any] = json.loads(self.text)
        return loaded


class PendingEntry(OwnedModel):
    """An entry that has no place in the tree yet (待入树日志), in the order of recording.

    A trigger writes it, so that no entry can be made, by whatever way, without waiting here.
    """

    #: Without an index: rows stay for seconds, and every entry would pay for it.
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, db_index=False, related_name="pending"
    )

    class Meta:
        verbose_name = _("待入树日志")

    def __str__(self) -> str:
        return str(self.entry_id)


class MerkleLog(models.Model):
    """The tree of hashes of one authority (日志树); whoever appends to it locks this row."""

    authority = models.CharField(_("机关"), max_length=12, primary_key=True)

    class Meta:
        verbose_name = _("日志树")

    def __str__(self) -> str:
        return self.authority


class Leaf(OwnedModel):
    """The place of an entry in the tree (叶): its position, counted from 0, and its hash."""

    position = models.PositiveBigIntegerField(_("位置"))
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    leaf_hash = models.BinaryField(_("叶摘要"), max_length=HASH_BYTES)

    class Meta:
        verbose_name = _("叶")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "position"], name="one_leaf_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.position}"


class TreeHead(OwnedModel):
    """A signed statement of size and root of the tree (树根签名) at one moment.

    `frontier` holds the roots of the perfect subtrees, largest first: enough to append to the tree
    without reading it.
    """

    size = models.PositiveBigIntegerField(_("叶数"))
    root = models.BinaryField(_("根"), max_length=HASH_BYTES)
    hash_name = models.CharField(_("摘要算法"), max_length=16)
    signed_at = models.DateTimeField(_("签名时间"))
    signature = models.BinaryField(_("签名"), max_length=64)
    frontier = models.BinaryField(_("前沿"))

    class Meta:
        verbose_name = _("树根签名")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "size"], name="one_head_a_size"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.size}"


class Erasure(OwnedModel):
    """The lawful deletion of the content of an entry (依法删除); the entry itself stays."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="erasure"
    )
    erased_by = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="erasure_made", verbose_name=_("删除日志")
    )
    ground = models.CharField(_("依据"), max_length=200)
    erased_at = models.DateTimeField(_("删除时间"))

    class Meta:
        verbose_name = _("依法删除")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.ground}"
