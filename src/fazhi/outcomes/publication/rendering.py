"""A published decision as a file: typeset from the public copy, never from the original."""

import json

from django.conf import settings

from fazhi.capabilities.documents.choices import PaperForm, Template
from fazhi.capabilities.documents.formats import format_on
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.rendering import in_words, typeset
from fazhi.kernel import clock
from fazhi.outcomes.publication.copies import PublicDecision
from fazhi.outcomes.publication.models import Publication

TITLE = "行政处罚决定信息公开"
LABELS = {
    "authority": "处罚机关",
    "number": "决定书文号",
    "decided_on": "决定日期",
    "party": "被处罚人",
    "party_kind": "当事人类别",
    "credit_code": "统一社会信用代码",
    "cause": "案由",
    "facts": "违法事实",
    "violated_provision": "违反的规定",
    "penalty_basis": "处罚依据",
    "discretion": "裁量理由",
    "penalty_kinds": "处罚种类",
    "penalty": "处罚内容",
    "fine": "罚款数额",
}


def lines_of(decision: PublicDecision) -> list[tuple[str, str]]:
    """Return what a copy says, line by line, each with its head."""
    return [(label, words) for name, label in LABELS.items() if (words := getattr(decision, name))]


def public_file(publication: Publication, decision: PublicDecision) -> bytes:
    """Return the copy as a PDF; the same copy gives the same bytes."""
    day = publication.published_on or clock.today()
    content = {
        "heading": TITLE,
        "issued_by": decision.authority,
        "issued_on": in_words(day),
        "blocks": [
            {"kind": "paragraph", "text": f"{label}：{words}"}
            for label, words in lines_of(decision)
        ],
    }
    frame = {
        "title": TITLE,
        "authority": decision.authority,
        "number": decision.number,
        "issued_on": day.isoformat(),
        "check_code": "",
        "check_address": settings.PUBLIC_URL,
    }
    page = Document(
        authority=publication.authority,
        template=Template.ANNUAL_REPORT,
        version=format_on(Template.ANNUAL_REPORT, day).version,
        year=day.year,
        content=json.dumps({**content, "document": frame}, ensure_ascii=False, sort_keys=True),
        issued_at=clock.at_local(day),
    )
    return typeset(page, PaperForm.STANDARD).pdf
