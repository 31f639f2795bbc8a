"""Authorities, dossiers and documents of tests: invented, and marked so."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from fazhi.capabilities.documents.actions import issue_document
from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.registers.staff.models import Authority
from tests.factories.papers import paper_contents
from tests.factories.seats import AUTHORITY, make_seat

NAME = "宁波市镇海区人民政府庄市街道办事处"
REVIEW_BODY = "宁波市镇海区人民政府"
COURT = "宁波市镇海区人民法院"
ISSUED_AT = clock.at_local(dt.date(2026, 9, 16), dt.time(9, 40))
OFFICERS = [
    {"name": "方某", "certificate": "33021100001"},
    {"name": "周某", "certificate": "33021100002"},
]


def make_authority(key: str = AUTHORITY, name: str = NAME) -> Authority:
    """Return the authority with this code, made when it is first asked for."""
    authority, _ = Authority.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "short_name": "庄市街道",
            "number_prefix": "镇庄",
            "reconsideration_body": REVIEW_BODY,
            "court": COURT,
            "is_demonstration": True,
        },
    )
    return authority


def make_dossier(kind: DossierKind = DossierKind.CASE, authority: str = AUTHORITY) -> Dossier:
    """Return an open dossier."""
    return Dossier.objects.create(authority=authority, kind=kind, opened_at=ISSUED_AT)


def decision_content(
    fine: Decimal = Decimal(50), day: dt.date = dt.date(2026, 9, 16), **changed: object
) -> dict[str, object]:
    """Return the content of a decision on the spot that states all the law asks."""
    remedies = RemedyFacts(procedure=ProcedureKind.SUMMARY, review_body=REVIEW_BODY, court=COURT)
    return {
        "party_name": "张演示",
        "party_identity": "330211199001010000",
        "party_address": "庄市街道兴庄路1号",
        "party_phone": "000-00000000",
        "violation_at": "2026年9月16日9时20分",
        "violation_place": "兴庄路与毓秀路口",
        "facts": "当事人在人行道上摆设摊位销售水果，经劝告拒不改正。",
        "evidence": "现场照片2张",
        "violated_provision": "《浙江省城市市容和环境卫生管理条例》第十六条",
        "penalty_basis": "《浙江省城市市容和环境卫生管理条例》第十六条",
        "penalty_kinds": ["fine"],
        "penalty": f"罚款人民币{in_capitals(fine)}（{in_figures(fine)}）。",
        "fine": str(fine),
        "statement": "当事人放弃陈述、申辩。",
        "payment": "自收到本决定书之日起十五日内缴纳。",
        "remedy": remedy_text(remedies, day=day).zh,
        "decided_at": "2026年9月16日9时40分",
        "decision_place": "兴庄路与毓秀路口",
        "delivery": "本决定书已当场交付当事人。",
        "officers": OFFICERS,
        **changed,
    }


#: One content for each template, complete.
CONTENTS: Mapping[Template, Mapping[str, object]] = {
    **paper_contents(REVIEW_BODY, COURT),
    Template.PROOF_OF_SERVICE: {
        "document_title": "当场行政处罚决定书",
        "document_number": "镇庄当罚字〔2026〕第0001号",
        "recipient": "张演示",
        "place": "兴庄路与毓秀路口",
        "mode": "直接送达",
        "served_at": "2026年9月16日9时45分",
        "signed_by": "张演示",
        "officers": OFFICERS,
    },
    Template.SERVICE_ANNOUNCEMENT: {
        "recipient": "张演示",
        "reason": "因你下落不明，用其他方式无法送达",
        "document_title": "当场行政处罚决定书",
        "document_number": "镇庄当罚字〔2026〕第0001号",
        "summary": "罚款人民币伍拾元整（¥50）。",
        "collect_at": "庄市街道办事处（演示）",
        "period": "三十日",
        "published_on": "2026年9月16日",
    },
    Template.PAYMENT_NOTICE: {
        "party_name": "张演示",
        "decision_number": "镇庄当罚字〔2026〕第0001号",
        "fine": "50",
        "fine_in_words": "人民币伍拾元整（¥50）",
        "due_on": "2026年10月8日",
        "bank": "某银行庄市支行（演示）",
        "account_name": "某财政专户（演示）",
        "account": "0000 0000 0000 0000",
        "late_fine": "到期不缴纳的，每日按罚款数额的百分之三加处罚款，不超出罚款数额。",
    },
    Template.PARKING_REFERRAL: {
        "sent_to": "某公安分局交通警察大队（演示）",
        "plate": "浙B·D0001（演示）",
        "vehicle_type": "小型汽车",
        "appearance": "白色，三厢轿车",
        "observed_at": "2026年9月16日9时20分",
        "place": "兴庄路88号门前人行道",
        "facts": "机动车停放在人行道上，不在施划的停车泊位内，驾驶人不在现场。",
        "photos": [
            {"label": "车头及号牌", "sha256": "ab" * 32},
            {"label": "车身及位置", "sha256": "cd" * 32},
        ],
        "officers": OFFICERS,
    },
    Template.PARKING_NOTICE: {
        "plate": "浙B·D0001（演示）",
        "vehicle_type": "小型汽车",
        "observed_at": "2026年9月16日9时20分",
        "place": "兴庄路88号门前人行道",
        "facts": "停放在人行道上，不在停车泊位内。",
        "sent_to": "公安机关交通管理部门",
        "contact": "庄市街道综合行政执法队，电话000-00000000",
        "officers": OFFICERS,
    },
    Template.ORDER_TO_CORRECT: {
        "party_name": "某演示餐饮有限公司",
        "party_identity": "91330211MA00000000",
        "party_address": "庄市街道毓秀路1号",
        "legal_representative": "王演示",
        "found_at": "2026年9月16日",
        "place": "毓秀路1号店外",
        "facts": "超出门窗在店外摆放桌椅8张从事餐饮经营。",
        "violated_provision": "《浙江省城市市容和环境卫生管理条例》第十七条",
        "basis": "《中华人民共和国行政处罚法》第二十八条第一款",
        "requirement": "清理店外桌椅",
        "due": "2026年9月18日前",
        "officers": OFFICERS,
    },
    Template.REPORT_RECEIPT: {
        "query_code": "8H2K6Q4T",
        "received_at": "2026年9月16日9时20分",
        "channel": "网上反映",
        "category": "市容环卫 / 占道经营",
        "handled_by": "庄市街道综合行政执法队",
        "reply_due": "2026年9月23日前",
        "query_address": "在查询页输入查询码",
    },
    Template.MEETING_MINUTES: {
        "meeting_title": "九月联席办公会议",
        "meeting_number": "2026年第9次联席办公会议",
        "held_at": "2026年9月16日9时0分",
        "place": "三楼会议室",
        "chair": "赵某",
        "present": "赵某、方某",
        "agenda": [{"title": "占道经营整治", "result": "通过", "conclusion": "分片包干。"}],
        "resolutions": [{"text": "划定摊位", "owner": "方某", "due_on": "2026年9月30日"}],
    },
    Template.DELIBERATION_RECORD: {
        "meeting_title": "某案集体讨论",
        "meeting_number": "2026年第1次集体讨论",
        "held_at": "2026年9月16日9时0分",
        "place": "三楼会议室",
        "chair": "赵某",
        "minute_taker": "周某",
        "present": "赵某、钱某",
        "excused": "孙某（回避）",
        "agenda": [
            {
                "title": "某案",
                "result": "通过",
                "conclusion": "同意拟处罚意见。",
                "reasons": "",
                "statements": [{"speaker": "钱某", "stance": "同意", "opinion": "事实清楚。"}],
            }
        ],
    },
    Template.ANNUAL_REPORT: {
        "heading": "庄市街道2026年度法治政府建设情况报告（演示）",
        "issued_by": "庄市街道办事处",
        "issued_on": "2027年1月31日",
        "blocks": [
            {"kind": "heading", "text": "一、推进综合行政执法改革"},
            {"kind": "paragraph", "text": "全年办理行政处罚案件561件。"},
            {
                "kind": "table",
                "caption": "表1 行政处罚案件",
                "columns": ["类别", "件数"],
                "rows": [["简易程序", "536"], ["普通程序", "25"]],
            },
        ],
    },
}


def make_document(
    template: Template = Template.SUMMARY_DECISION,
    content: Mapping[str, object] | None = None,
    *,
    dossier: Dossier | None = None,
    seat: Seat | None = None,
    issued_at: dt.datetime = ISSUED_AT,
) -> Document:
    """Return a document issued in a dossier of its own."""
    make_authority()
    wanted = content or (
        decision_content() if template == Template.SUMMARY_DECISION else CONTENTS[template]
    )
    return issue_document(
        seat or make_seat(),
        DocumentInput(
            template=template,
            content=wanted,
            dossier=dossier or make_dossier(),
            issued_at=issued_at,
        ),
    )
