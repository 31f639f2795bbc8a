"""What the acts on a case are called on its timeline."""

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "case.decided": _("当场作出处罚决定"),
    "case.filed": _("决定已备案"),
    "case.fine_paid": _("罚款缴款已登记"),
    "case.closed": _("结案"),
    "document.issued": _("文书制发并取号"),
    "document.sealed": _("文书加盖电子印章"),
    "document.voided": _("文书作废"),
    "document.withdrawn": _("文书撤回"),
    "service.recorded": _("文书送达"),
    "document.served": _("文书送达"),
    "case.proposed": _("提请立案"),
    "failed_attempt.recorded": _("登记一次未送达"),
    "service.announced": _("公告送达"),
    "service_announcement.withdrawn": _("送达公告撤回"),
    "service_announcement.confirmed": _("公告送达生效日确定"),
    "address_for_service.confirmed": _("确认送达地址"),
    "proof_of_service.issued": _("送达回证制作"),
    "receivable.opened": _("应缴罚款登记"),
    "payment.received": _("收到缴款"),
    "exhibit.added": _("证据入卷"),
    "task.assigned": _("派发任务"),
    "task.completed": _("任务办结"),
    "task.acknowledged": _("任务签收"),
    "cash.handed_in": _("当场收缴款项交至机关"),
    "cash.banked": _("款项缴付银行"),
    "remedy.registered": _("复议、诉讼登记"),
    "remedy.forwarded": _("复议申请转送复议机关"),
    "remedy.received": _("收到复议申请副本"),
    "remedy.answered": _("提交复议答复、诉讼答辩"),
    "remedy.ended": _("复议、诉讼结果登记"),
    "stay.recorded": _("停止执行"),
    "stay.lifted": _("恢复执行"),
    "late_fine.paused": _("加处罚款停止计算"),
    "late_fine_pause.ended": _("加处罚款恢复计算"),
    "deferral.recorded": _("延期、分期缴纳的申请登记"),
    "deferral.decided": _("延期、分期缴纳已决定"),
    "receivable.reduced": _("罚款数额变更"),
    "receivable.cancelled": _("应缴罚款撤销"),
    "decision.rescinded": _("本机关撤销决定"),
    "penalty_complaint.received": _("收到申诉、检举"),
    "penalty_complaint.answered": _("申诉、检举审查并答复"),
    "confiscated_goods.recorded": _("没收财物登记"),
    "confiscated_goods.disposed": _("没收财物处理"),
    "task.cancelled": _("任务取消"),
}


def said_of(kind: str) -> str:
    """Return what a kind of act is called; a kind without words shows its own name."""
    return str(_WORDS.get(kind, kind))
