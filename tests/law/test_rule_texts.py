"""The rule texts are complete, cited and say the same in both languages."""

import datetime as dt
from pathlib import Path
from string import Formatter

import pytest

from fazhi.law.answer import BLOCKING_VERIFICATIONS, Text
from fazhi.law.citation import Citation, chinese_numeral
from fazhi.law.documents import DocumentKind, Particular, document_form
from fazhi.law.errors import LawDataError, NotInForceError, UnknownLawError
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rule import RuleText, all_rules, read_rules, rule_text
from fazhi.law.rules.reconsideration import read_sentences, remedy_cites, remedy_text

LAW = load_law("ningbo")
DAY = dt.date(2026, 3, 10)
CASES = sorted(
    (rule.id, case) for rule in all_rules().values() for case in ("held", *rule.refusals)
)
PLENTY = {
    "title": "{ zh: 标题, en: Title }",
    "text": "{ zh: 条文, en: Text }",
    "verified": "A",
    "versions": "[{ since: 2021-07-15, cite: { instrument: 行政处罚法(2021), article: 51 } }]",
    "held": "{ zh: 符合, en: It holds }",
    "refused": "{ usual: { reason: { zh: 因, en: Why }, next_step: { zh: 下一步, en: Next } } }",
}
#: What only warns, by rule and case: it is not settled law, or was not read.
WARNING = {
    "COE-003 nearly_over",
    "COE-006 extended_on_a_rest_day",
    "COE-006 last_working_day_over",
    "COE-009 particular",
    "COE-015 urgency_not_recorded",
    "COE-017 upheld",
    "COE-022 in_doubt",
    "COE-022 late_with_reason",
    "COE-022 upheld",
    "COE-026 acceptance_overdue",
    "COE-026 review_lapsed",
    "COE-026 ruling_overdue",
    "COE-028",
    "COE-029 no_mandate",
    "COE-029 wrong_body",
    "COE-029 wrong_body_in_village",
    "COE-030 no_inventory",
    "COE-030 no_notice_to_attend",
    "COE-030 no_time_to_remove",
    "COE-030 no_witness",
    "COE-030 not_recorded",
    "COE-030 notice_incomplete",
    "COE-032 of_the_court",
    "DEC-007 dissent_not_recorded",
    "DEC-007 head_not_last",
    "DEC-007 no_reasons_against_majority",
    "DEV-001",
    "DIS-001 none_considered",
    "DIS-001 not_reasoned",
    "DSC-01 heavier_without_ground",
    "DSC-01 mitigated_not_below",
    "DSC-01 no_minimum",
    "DSC-01 not_in_the_part",
    "DSC-01 not_repeated",
    "DSC-01 range_not_recorded",
    "DSC-02",
    "EMR-004 not_heavier",
    "EXE-005 particular",
    "HEA-001 large_amount",
    "HEA-003 in_doubt",
    "HEA-009",
    "MAJ-02",
    "ORD-003 late",
    "ORD-004",
    "ORD-006 too_few_heads",
    "ORD-011",
    "ORD-013",
    "ORD-016",
    "ORD-018",
    "ORD-019",
    "PAR-005",
    "PAR-006 called_a_penalty",
    "PAR-006 states_a_fine",
    "PAR-006 tells_a_remedy",
    "PEN-006 decision_late",
    "PEN-006 items_late",
    "PEN-006 police_silent",
    "PEN-006 review_late",
    "PEN-007",
    "PEN-009 age_unknown",
    "PEN-011 two_duties",
    "PEN-012 first_and_corrected",
    "PEN-013 not_approved",
    "PEN-013 outside_benchmark",
    "PEN-013 range_not_recorded",
    "PEN-014 older_law",
    "PEN-014 on_the_edge",
    "PEN-016 unclear",
    "PEN-020",
    "PUB-001 age_unknown",
    "PUB-001 minor",
    "PUB-001 safety",
    "PUB-001 unsuitable",
    "PUB-003",
    "PUB-005",
    "PUB-006 no_influence",
    "PUB-006 on_the_spot",
    "PUB-007",
    "PUB-007 changed",
    "SEP-004",
    "SIM-003",
    "SIM-007",
    "SIM-009",
    "SUP-001",
    "T-24",
    "T-26 no_basis",
    "T-26 not_served",
    "T-26 penalty_number",
    "T-32 article_65",
    "T-32 article_68",
    "T-35 night",
    "T-35 rest_day",
    "T-36 other_supply",
    "T-38",
    "T-39 not_first",
    "T-39 not_looked_up",
    "T-40 guardian_absent",
    "T-40 no_interpreter",
    "T-40 published",
    "TRI-001",
    "TRI-002",
    "TRI-003",
    "TRI-004",
}


def sentences_of(rule: RuleText, case: str) -> list[Text]:
    """Return what a rule says in one case."""
    if case == "held":
        return [rule.held]
    refusal = rule.refusals[case]
    return [refusal.reason, refusal.next_step]


def names_in(sentence: str) -> set[str]:
    """Return the placeholders of a sentence, an English one counting as its Chinese one."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return {name.removesuffix("_en") for name in names}


def written(folder: Path, name: str, **keys: str) -> Path:
    """Write one jurisdiction with one rule record, and return the folder of jurisdictions."""
    rules = folder / "somewhere" / "rules"
    rules.mkdir(parents=True, exist_ok=True)
    lines = [f"  {key}: {value}" for key, value in keys.items() if value]
    (rules / name).write_text("\n".join(["SIM-001:", *lines]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_sentence_names_the_same_things_in_both_languages(rule: str, case: str) -> None:
    for sentence in sentences_of(rule_text(rule), case):
        assert names_in(sentence.zh) == names_in(sentence.en)


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_every_provision_of_a_rule_is_of_an_instrument_in_force_that_day(rule: str) -> None:
    record = rule_text(rule)
    own = [cite for refusal in record.refusals.values() for cite in refusal.cite]

    for edition in record.versions:
        for cite in edition.cite:
            assert LAW.instrument(cite.instrument).in_force_on(edition.since)
            assert edition.until is None or LAW.instrument(cite.instrument).in_force_on(
                edition.until
            )
    for cite in own:
        assert LAW.instrument(cite.instrument).in_force_on(DAY)


def test_what_is_not_settled_law_or_was_not_read_only_warns() -> None:
    warning = {
        f"{rule.id} {case}".strip()
        for rule in all_rules().values()
        for case, refusal in rule.refusals.items()
        if refusal.verified not in BLOCKING_VERIFICATIONS
    }

    assert warning == WARNING


def test_an_answer_speaks_in_the_words_of_its_rule() -> None:
    answer = rule_text("T-31").refused_on(DAY, power="演示事项", filed=dt.date(2026, 3, 1))

    assert answer.reason == Text(
        zh="事项 演示事项 立案时（2026-03-01）由本街道行使，决定时（2026-03-10）已不在目录内。",
        en="Item 演示事项 was held on filing (2026-03-01) but no longer on the day of the decision "
        "(2026-03-10).",
    )
    assert answer.because == (
        Citation("行政处罚法(2021)", 24),
        Citation("行政处罚法(2021)", 38, 1),
    )


def test_an_answer_that_holds_has_no_next_step() -> None:
    answer = rule_text("PEN-003").answer(holds=True, day=DAY)

    assert (answer.holds, answer.next_step) == (True, Text("", ""))


def test_a_rule_is_silent_about_days_for_which_no_text_was_read() -> None:
    with pytest.raises(NotInForceError):
        rule_text("SIM-001").held_on(dt.date(2021, 7, 14))


def test_an_unknown_rule_and_an_unknown_case_are_errors() -> None:
    with pytest.raises(UnknownLawError):
        rule_text("SIM-999")
    with pytest.raises(UnknownLawError):
        rule_text("SIM-001").refused_on(DAY, "on_a_full_moon")


def test_a_complete_record_is_read(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, "one.yaml", **PLENTY))

    assert list(rules) == ["SIM-001"]


def test_a_rule_without_refusals_only_explains(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, "one.yaml", **{**PLENTY, "refused": ""}))

    assert rules["SIM-001"].refusals == {}


@pytest.mark.parametrize("key", ["title", "text", "verified", "versions", "held"])
def test_a_record_without_a_compulsory_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(LawDataError, match=key):
        read_rules(written(tmp_path, "one.yaml", **{**PLENTY, key: ""}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("colour", "red"),
        ("verified", "certainly"),
        ("title", "{ zh: 标题 }"),
        ("held", "{ zh: 符合, en: It holds, de: Es gilt }"),
        ("refused", "{ usual: { reason: { zh: 理由, en: Reason } } }"),
    ],
)
def test_a_record_that_breaks_the_schema_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(LawDataError):
        read_rules(written(tmp_path, "one.yaml", **{**PLENTY, key: value}))


def test_a_rule_recorded_twice_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "one.yaml", **PLENTY)

    with pytest.raises(LawDataError, match="SIM-001"):
        read_rules(written(tmp_path, "two.yaml", **PLENTY))


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_particular_of_a_document_is_cited_and_its_rule_exists(kind: DocumentKind) -> None:
    form = document_form(kind)

    assert "particular" in rule_text(form.rule).refusals
    for particular in form.particulars:
        for cite in particular.cite:
            assert LAW.instrument(cite.instrument).in_force_on(particular.since)


def test_the_times_in_the_text_on_remedies_are_those_of_the_deadlines() -> None:
    ordinary = RemedyFacts("演示区人民政府", "演示人民法院", ProcedureKind.ORDINARY)
    summary = RemedyFacts("演示区人民政府", "演示人民法院")
    times = {
        name: chinese_numeral(LAW.deadline(name).rule.at(DAY).number)
        for name in ("REVIEW", "SUIT", "SUIT_AFTER_REVIEW")
    }

    assert f"{times['REVIEW']}日内向演示区人民政府" in remedy_text(summary, day=DAY).zh
    assert f"{times['SUIT_AFTER_REVIEW']}日内向演示人民法院" in remedy_text(summary, day=DAY).zh
    assert f"{times['SUIT']}个月内直接向演示人民法院" in remedy_text(ordinary, day=DAY).zh


def test_the_provisions_of_the_text_on_remedies_can_be_cited() -> None:
    cites = remedy_cites(RemedyFacts("演示区人民政府", "演示人民法院"), day=DAY)

    assert [str(cite) for cite in cites] == [
        "《行政复议法》第二十三条第一款第（一）项",
        "《行政复议法》第二十三条第二款",
        "《行政复议法》第二十条第一款",
        "《行政诉讼法》第四十五条",
        "《行政复议法》第三十二条第一款",
    ]


def test_a_text_on_remedies_must_list_what_it_states(tmp_path: Path) -> None:
    folder = tmp_path / "somewhere" / "remedies"
    folder.mkdir(parents=True)
    (folder / "summary.yaml").write_text(
        "versions: [{ since: 2024-01-01, cite: { instrument: 行政复议法(2023) }, rule: REM-004, "
        "text: { zh: 告知, en: Text }, must_state: 六十日 }]",
        encoding="utf-8",
    )

    with pytest.raises(LawDataError, match="must_state"):
        read_sentences(tmp_path)


def test_nothing_is_asked_of_a_document_of_days_outside_a_particulars_own() -> None:
    cite = (Citation("行政处罚法(2021)", 52, 2),)
    since, until = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
    particular = Particular("mark", Text("标记", "the mark"), since, until, cite)

    asked = [
        particular.is_owed({}, day)
        for day in (dt.date(2021, 12, 31), since, until, dt.date(2023, 1, 1))
    ]

    assert asked == [False, True, True, False]


def test_no_text_on_remedies_is_made_up_for_a_day_before_the_texts_begin() -> None:
    with pytest.raises(NotInForceError):
        remedy_text(RemedyFacts("演示区人民政府", "演示人民法院"), day=dt.date(2017, 6, 30))


def test_a_rule_names_the_provisions_of_a_day_and_refuses_a_day_before_it() -> None:
    rule = rule_text("SIM-001")

    assert str(rule.cited_on(DAY)[0]).startswith("《行政处罚法》第五十一条")
    with pytest.raises(NotInForceError):
        rule.cited_on(dt.date(1990, 1, 1))
