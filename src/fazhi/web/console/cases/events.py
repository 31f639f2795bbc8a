"""What the acts on a case are called on its timeline."""

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "case.decided": _("当场作出处罚决定"),
    "case.filed": _("决定已备案"),
    "case.fine_paid": _("罚款缴款已登记"),
    "case.closed": _("结案"),
    "document.issued": _("决定书制发并取号"),
    "document.sealed": _("决定书加盖电子印章"),
    "document.voided": _("文书作废"),
    "document.withdrawn": _("文书撤回"),
    "service.recorded": _("决定书送达"),
    "document.served": _("决定书送达"),
    "failed_attempt.recorded": _("登记一次未送达"),
    "service.announced": _("公告送达"),
    "service_announcement.withdrawn": _("送达公告撤回"),
    "service_announcement.confirmed": _("公告送达生效日确定"),
    "address_for_service.confirmed": _("确认送达地址"),
    "proof_of_service.issued": _("送达回证制作"),
    "receivable.opened": _("应缴罚款登记"),
    "payment.received": _("收到缴款"),
    "exhibit.added": _("证据入卷"),
    "task.assigned": _("派发备案任务"),
    "task.completed": _("任务办结"),
    "task.acknowledged": _("任务签收"),
    "cash.handed_in": _("当场收缴款项交至机关"),
    "cash.banked": _("款项缴付银行"),
}


def said_of(kind: str) -> str:
    """Return what a kind of act is called; a kind without words shows its own name."""
    return str(_WORDS.get(kind, kind))
