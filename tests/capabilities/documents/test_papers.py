"""The documents made of parts: what each states and says, how it is numbered and sealed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from fazhi.capabilities.documents.actions import record_outside_code, render, void_document
from fazhi.capabilities.documents.choices import PaperForm, Template
from fazhi.capabilities.documents.composing import composed
from fazhi.capabilities.documents.errors import CodedDocumentError
from fazhi.capabilities.documents.formats import Format, versions_of
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import remedy_of
from fazhi.capabilities.documents.rendering import typeset
from fazhi.kernel import numbers
from fazhi.kernel.errors import InputError, RefusalError
from fazhi.kernel.models import Entry
from tests.capabilities.documents.test_rendering import verdict_of
from tests.factories.documents import (
    CONTENTS,
    COURT,
    REVIEW_BODY,
    make_authority,
    make_document,
)
from tests.factories.papers import DAY
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

COMPOSED = [version for name in Template for version in versions_of(name) if version.layout]
PAPERS = [Template(each.template) for each in COMPOSED]

#: The rule under which each kind is asked for its particulars, and the article that lists them.
STATUTORY = {
    Template.PENALTY_DECISION: ("ORD-010", 59),
    Template.SEALING_SEIZURE_DECISION: ("COE-005", 24),
    Template.INVENTORY: ("COE-005", 24),
    Template.SEIZURE_EXTENSION_NOTICE: ("COE-006", 25),
    Template.DEMAND: ("COE-011", 35),
    Template.ENFORCEMENT_DECISION: ("COE-012", 37),
    Template.SUBSTITUTE_PERFORMANCE_DECISION: ("COE-020", 51),
    Template.COURT_APPLICATION: ("COE-025", 55),
}


def required(format_: Format) -> list[str]:
    """Return the fields that a format itself asks for."""
    return [field.name for field in format_.fields if field.is_required]


def asked_by_law() -> Iterator[tuple[Template, str]]:
    """Return each kind with each field that alone holds a particular of the law."""
    for format_ in COMPOSED:
        if format_.particulars is None:
            continue
        places = {name for names in format_.particulars.fields.values() for name in names}
        places -= {"duty"}  # says only whether an amount is owed
        yield from (
            (Template(format_.template), name) for name in sorted(places - set(required(format_)))
        )


def drawn_fields(format_: Format) -> set[str]:
    """Return every field that stands somewhere in the layout of a format."""
    found: set[str] = set()
    for part in format_.layout:
        if "party" in part:
            found |= {"party_name", "party_identity", "party_address", "party_phone"}
            found |= {"legal_representative", "shop_name"}
        for names in part.get("rows", []):
            found |= {names} if isinstance(names, str) else set(names)
        found |= set(re.findall(r"\{(\w+)\}", part.get("paragraph", "")))
        found |= {part[kind] for kind in ("each", "table", "answers") if kind in part}
        found |= set(part.get("opinions", [])) | ({"officers"} if "officers" in part else set())
    return found


@pytest.mark.parametrize("format_", COMPOSED, ids=lambda each: each.template)
def test_every_field_stands_on_the_page_and_every_blank_is_a_field(format_: Format) -> None:
    fields = {field.name for field in format_.fields}
    drawn = drawn_fields(format_)

    # What is only counted or shown to a stranger stands on the page in words.
    counted = {"party_kind", "penalty_kinds", "fine", "amount", "late_fine", "duty"}
    assert sorted(drawn - fields) == []
    assert sorted(fields - drawn - counted) == []


@pytest.mark.parametrize("template", PAPERS)
def test_a_document_without_a_required_field_is_refused(template: Template) -> None:
    format_ = versions_of(template)[-1]

    for name in required(format_):
        with pytest.raises(InputError) as refused:
            make_document(template, {**CONTENTS[template], name: ""})
        assert list(refused.value.fields) == [name]
    assert Document.objects.count() == 0


@pytest.mark.parametrize(("template", "name"), list(asked_by_law()))
def test_a_document_without_a_particular_is_refused_with_rule_and_article(
    template: Template, name: str
) -> None:
    rule, article = STATUTORY[template]

    with pytest.raises(RefusalError) as refused:
        make_document(template, {**CONTENTS[template], name: ""})

    answers = [each for each in refused.value.answers if each.rule == rule]
    assert [article in {cite.article for cite in each.because} for each in answers] == [True]
    assert Document.objects.count() == 0


def test_eight_kinds_state_what_the_law_lists_and_one_what_we_read_in_it() -> None:
    with_particulars = {Template(each.template) for each in COMPOSED if each.particulars}

    assert with_particulars == {*STATUTORY, Template.LIFTING_DECISION}


def test_a_demand_that_is_not_for_money_states_no_amount() -> None:
    content = {**CONTENTS[Template.DEMAND], "duty": "拆除", "amount": "", "amount_in_words": ""}

    document = make_document(Template.DEMAND, {**content, "payment_manner": ""})

    assert document.number == "镇庄催字〔2026〕第0001号"


@pytest.mark.parametrize(
    "template", [Template(each.template) for each in COMPOSED if each.remedies]
)
def test_a_decision_tells_of_both_remedies_or_is_not_issued(template: Template) -> None:
    told = remedy_of(template, make_authority(), day=DAY)
    halved = told.replace("六个月", "三个月")

    assert (f"六十日内向{REVIEW_BODY}" in told, f"六个月内直接向{COURT}" in told) == (True, True)
    assert make_document(template, {**CONTENTS[template], "remedy": told}).said["remedy"] == told
    with pytest.raises(RefusalError) as refused:
        make_document(template, {**CONTENTS[template], "remedy": halved})
    assert {answer.rule for answer in refused.value.answers} == {"REM-004"}


@pytest.mark.parametrize(
    ("template", "form"),
    [(Template(each.template), form) for each in COMPOSED for form in each.forms],
)
def test_a_paper_is_as_wide_as_its_form_says(template: Template, form: PaperForm) -> None:
    pdf = PdfReader(io.BytesIO(typeset(make_document(template), form).pdf))

    width = {PaperForm.STANDARD: 210, PaperForm.NARROW: 80}[form]
    assert {round(float(page.mediabox.width) / 72 * 25.4) for page in pdf.pages} == {width}


@pytest.mark.poppler
@pytest.mark.parametrize(
    "template", [Template(each.template) for each in COMPOSED if each.is_sealed]
)
def test_every_sealed_kind_is_valid_and_one_changed_byte_breaks_it(
    template: Template, tmp_path: Path
) -> None:
    pdf = render(make_document(template))
    broken = bytearray(pdf)
    broken[len(pdf) // 3] ^= 1

    assert "Signature is Valid" in verdict_of(pdf, tmp_path)
    assert "Signature is Valid" not in verdict_of(bytes(broken), tmp_path)


def test_internal_forms_carry_no_seal_and_decisions_do() -> None:
    unsealed = sorted(each.template for each in COMPOSED if not each.is_sealed)

    assert unsealed == [
        "case_filing_approval", "case_source_registration", "case_withdrawal", "closure_report",
        "custody_receipt", "decision_publication", "dossier_catalogue", "enforcement_record",
        "evidence_list", "examination_record",
        "hearing_record", "hearing_report", "interview_record", "investigation_report",
        "measure_approval", "on_site_record", "penalty_approval", "review_opinion", "scene_record",
        "statement_record", "urgent_measure_report",
    ]  # fmt: skip


def test_what_a_field_holds_is_never_read_as_a_blank() -> None:
    content = {**CONTENTS[Template.PENALTY_DECISION], "facts": "{remedy}{0}{{x}}%s"}
    format_ = versions_of(Template.PENALTY_DECISION)[-1]

    blocks = composed(format_, content)["blocks"]

    assert "经查，{remedy}{0}{{x}}%s以上事实有" in blocks[3]["text"]


def test_a_void_decision_leaves_no_gap_in_its_series() -> None:
    first = make_document(Template.PENALTY_DECISION)
    void_document(make_seat(), first, reason="当事人名称录入有误")

    second = make_document(Template.PENALTY_DECISION)

    assert [first.number, second.number] == [
        "镇庄罚字〔2026〕第0001号",
        "镇庄罚字〔2026〕第0002号",
    ]
    assert numbers.gaps(AUTHORITY, "penalty_decision", 2026) == []


def test_the_code_of_an_act_is_ours_until_one_is_given_from_outside() -> None:
    document = make_document(Template.PENALTY_DECISION)
    before = document.act_code

    coded = record_outside_code(make_seat(), document, code=" AB/12 甲 ", receipt="回执7")

    assert (before, coded.act_code) == (document.check_code, "AB/12 甲")
    entry = Entry.objects.get(kind="outside_code.recorded")
    assert entry.content.text == (
        f'{{"code":"AB/12 甲","document":"{document.pk}","receipt":"回执7"}}'
    )


def test_a_code_from_outside_is_given_once_and_to_one_document() -> None:
    first, second = (make_document(Template.PENALTY_DECISION) for _ in range(2))
    record_outside_code(make_seat(), first, code="A1", receipt="回执1")

    with pytest.raises(CodedDocumentError):
        record_outside_code(make_seat(), first, code="A2", receipt="回执2")
    with pytest.raises(CodedDocumentError):
        record_outside_code(make_seat(), second, code="A1", receipt="回执2")
    with pytest.raises(InputError) as refused:
        record_outside_code(make_seat(), second, code="", receipt="回" * 129)
    assert sorted(refused.value.fields) == ["code", "receipt"]


def test_nobody_records_a_code_on_a_document_of_another_authority() -> None:
    document = make_document(Template.PENALTY_DECISION)

    with pytest.raises(Document.DoesNotExist):
        record_outside_code(
            make_seat(authority=OTHER_AUTHORITY), document, code="A1", receipt="回执1"
        )
