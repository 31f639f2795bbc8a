"""Nothing that tells of a person comes out: not in the page, the file, its metadata, the data."""

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.capabilities.evidence.actions import add_exhibit
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.kernel import clock
from fazhi.kernel.attachments import PHOTOS, store
from fazhi.kernel.models import Entry
from fazhi.law.redaction import Known, PersonalKind, identity_number_is_right, masked_name
from fazhi.outcomes.publication.actions import confirm_publications, review_publications
from fazhi.outcomes.publication.copies import PublicDecision, make_copy
from fazhi.outcomes.publication.credit import credit_records, field_list
from fazhi.outcomes.publication.inputs import CopyOptions, SecondLookInput
from fazhi.outcomes.publication.models import Publication
from tests.factories.cases import NOW
from tests.factories.publications import (
    OTHER,
    SECRETS,
    confirmation,
    make_proposal,
    make_publisher,
    make_secret_case,
)
from tests.kernel.sample_files import photo

_YEAR = NOW.year


@pytest.fixture
def published() -> Iterator[Publication]:
    """Return a public decision whose original tells everything, with a photograph in its file."""
    with clock.standing_at(NOW):
        case, clerk = make_secret_case(), make_publisher()
        picture = store(clerk, photo(), "张演示-13800138000.jpg", PHOTOS)
        add_exhibit(
            clerk,
            ExhibitInput(
                dossier=case.dossier,
                kind=next(iter(ExhibitKind)),
                label="现场",
                captured_at=clock.now(),
                attachment_id=picture.id,
            ),
        )
        row = make_proposal(case)
        options = CopyOptions(also_hidden=(OTHER,))
        confirm_publications(clerk, [confirmation(row, options=options)])
        row.refresh_from_db()
        look = SecondLookInput(publication_id=row.pk, seen_hash=row.copy_hash)
        review_publications(make_publisher(), [look])
        row.refresh_from_db()
        yield row


def leaks(words: str) -> list[str]:
    """Return the secrets that stand in some words, however they are spaced."""
    close = re.sub(r"\s+", "", words)
    return [secret for secret in SECRETS if re.sub(r"\s+", "", secret) in close]


def told_by(tool: str, *arguments: str) -> str:
    """Return what a tool of poppler says of a file."""
    path = shutil.which(tool)
    assert path
    answer = subprocess.run([path, *arguments], capture_output=True, text=True, check=True)
    return answer.stdout


def test_the_check_finds_a_secret() -> None:
    assert leaks(f"{SECRETS[0]} 与 {SECRETS[1]}") == [*SECRETS[:2]]


@pytest.mark.django_db
def test_no_page_and_no_answer_of_the_api_tells_a_secret(published: Publication) -> None:
    client = Client()
    addresses = [
        "/portal/decisions/",
        f"/portal/decisions/{published.code}/",
        f"/portal/decisions/{published.code}/repair/",
        f"/api/v1/publications?year={_YEAR}",
        f"/api/v1/publications/{published.code}",
        "/portal/enforcement/",
        "/portal/enforcement/officers/",
    ]

    answers = {address: client.get(address) for address in addresses}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(
        addresses, 200
    )
    found = {
        address: leaks(answer.content.decode() + str(dict(answer.headers)))
        for address, answer in answers.items()
    }
    assert [address for address in addresses if found[address]] == []


@pytest.mark.django_db
@pytest.mark.poppler
def test_neither_the_text_nor_the_metadata_nor_the_name_of_the_file_tells_a_secret(
    published: Publication, tmp_path: Path
) -> None:
    answer = Client().get(f"/portal/decisions/{published.code}/pdf/")
    file = tmp_path / "copy.pdf"
    file.write_bytes(answer.content)

    text = told_by("pdftotext", str(file), "-")
    about = told_by("pdfinfo", "-meta", str(file)) + told_by("pdfinfo", str(file))
    images = told_by("pdfimages", "-list", str(file))

    assert "张某" in text
    assert leaks(text) + leaks(about) == []
    assert leaks(answer.headers["Content-Disposition"]) == []
    assert len(images.splitlines()) == 2
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="decision-{published.code}.pdf"'
    )


@pytest.mark.django_db
def test_the_data_set_has_every_field_of_the_list_and_never_an_identity_number(
    published: Publication,
) -> None:
    records = list(credit_records(make_publisher()))

    assert [list(record) for record in records] == [[each.name for each in field_list().fields]]
    assert leaks(json.dumps(records, ensure_ascii=False)) == []
    (record,) = records
    never = ("CF_XDR_ZJHM", "CF_FR_ZJHM", "CF_FRDB")
    assert [record[name] for name in never] == ["", "", ""]
    assert (record["CF_WSH"], record["CF_NR_FK"], record["CF_XDR_MC"]) == (
        published.number,
        "0.005",
        "张某",
    )


@pytest.mark.django_db
def test_the_journal_tells_nothing_of_the_text(published: Publication) -> None:
    entries = Entry.objects.filter(dossier=published.dossier, kind__startswith="publication")

    texts = [entry.content.text for entry in entries]

    assert [leaks(text) for text in texts] == [[], [], []]


_SURNAMES = st.sampled_from(["张", "王", "李", "赵", "欧阳", "司徒", "阿"])
_GIVEN = st.text("梓涵浩宇欣怡子轩雨桐志强秀英", min_size=1, max_size=2)
_NAMES = st.builds("{}{}".format, _SURNAMES, _GIVEN)
_PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_ROADS = st.sampled_from(["兴庄路", "毓秀街", "光明小区", "和平村"])
_HOMES = st.builds(
    "{}{}号{}幢{}室".format, _ROADS, st.integers(1, 99), st.integers(1, 9), st.integers(101, 909)
)


@st.composite
def _identity_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(dt.date(1930, 1, 1), dt.date(2010, 12, 31)))
    body = f"{draw(st.integers(110000, 659999))}{born:%Y%m%d}{draw(st.integers(100, 999))}"
    return next(
        number for sign in "0123456789X" if identity_number_is_right(number := f"{body}{sign}")
    )


@settings(max_examples=200, deadline=None)
@given(_NAMES, _NAMES, _identity_numbers(), _PHONES, _HOMES)
def test_no_person_comes_out_of_any_text(
    name: str, other: str, number: str, phone: str, home: str
) -> None:
    allowed = PublicDecision(
        party=masked_name(name),
        facts=f"{name}（{number}，{phone}）家住{home}，与{other}一起设摊。",
        discretion=f"{other}陈述：{name}已改正，电话{phone}。",
    )
    known = [Known(PersonalKind.NAME, name, shown=masked_name(name))]
    known += [Known(PersonalKind.NAME, other)] if other != name else []

    copy = make_copy(allowed, known)

    found = [secret for secret in (name, number, phone, home) if secret in copy.text]
    assert (found, copy.left) == ([], frozenset())
    assert other == name or other not in copy.text.replace(masked_name(name), "")
