"""Contents of the documents that are made of parts: each blank filled as its format names it."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import Format, format_on
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.rules.reconsideration import remedy_text

DAY: Final = dt.date(2026, 9, 16)

#: What stands in a blank where its own name would not do.
_WORDS: Final[Mapping[str, object]] = {
    "party_name": "某演示餐饮有限公司",
    "party_identity": "91330211MA00000000",
    "party_address": "庄市街道毓秀路1号",
    "party_phone": "000-00000000",
    "legal_representative": "王演示",
    "shop_name": "",
    "duty": "金钱给付",
    "fine": "2000",
    "amount": "2000",
    "late_fine": "60",
    "penalty_kinds": ["fine"],
    "officers": [
        {"name": "方某", "certificate": "33021100001"},
        {"name": "周某", "certificate": "33021100002"},
    ],
    "handlers": ["方某", "周某"],
    "investigators": ["方某", "周某"],
}


def paper_contents(review_body: str, court: str) -> dict[Template, Mapping[str, object]]:
    """Return one complete content for each template that is made of parts."""
    formats = {template: format_on(template, DAY) for template in Template}
    return {
        template: _content(format_, review_body, court)
        for template, format_ in formats.items()
        if format_.layout
    }


def _content(format_: Format, review_body: str, court: str) -> dict[str, object]:
    content: dict[str, object] = {
        field.name: _WORDS.get(field.name, [f"{field.label}一（演示）"])
        if field.holds is list
        else _WORDS.get(field.name, f"{field.label}（演示）")
        for field in format_.fields
    }
    for part in format_.layout:
        if "table" in part:
            row = {name: f"{title}甲" for name, title in part["columns"].items()}
            content[part["table"]] = [row, row]
        if "answers" in part:
            content[part["answers"]] = [{"question": "你是谁？", "answer": "我是张演示。"}]
    if format_.remedies:
        procedure = ProcedureKind(format_.remedies)
        facts = RemedyFacts(procedure=procedure, review_body=review_body, court=court)
        content["remedy"] = remedy_text(facts, day=DAY).zh
    return content
