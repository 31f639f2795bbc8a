"""A file is what its content says: honest ones pass, hostile ones are refused with a reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.kernel.file_content import DOCX, JPEG, PDF_TYPE, PNG, WEBP, XLSX, ContentError, judge
from tests.kernel import sample_files

EVERYTHING = frozenset({JPEG, PNG, WEBP, PDF_TYPE, XLSX, DOCX})
PHOTOS = frozenset({JPEG, PNG, WEBP})


@pytest.mark.parametrize("name", sample_files.honest())
def test_an_honest_file_is_recognised_by_its_content(name: str) -> None:
    content = judge(sample_files.honest()[name], EVERYTHING)

    assert content.media_type == name.split(" ", 1)[0]


def test_a_photo_tells_its_size() -> None:
    content = judge(sample_files.photo(), PHOTOS)

    assert (content.width, content.height) == (64, 48)


def test_every_hostile_file_is_refused() -> None:
    corpus = sample_files.hostile()

    survivors = [name for name, data in corpus if _is_accepted(data)]

    assert survivors == []
    assert len(corpus) >= 200
    assert len(dict(corpus)) == len(corpus)


def test_hostile_files_do_not_fill_the_memory(tmp_path: Path) -> None:
    for number, (_name, data) in enumerate(sample_files.hostile()):
        (tmp_path / f"{number:03}").write_bytes(data)

    answer = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(tmp_path)], capture_output=True, text=True, check=True
    )

    growth_in_megabytes = int(answer.stdout) / 1024
    assert growth_in_megabytes <= 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的。"),
        (sample_files.photo()[:300], "照片损坏或不完整，打不开；请重新拍摄或上传。"),
        (
            b"GIF89a" + bytes(40),
            "内容是无法识别的文件，此处只收照片（JPEG）、照片（PNG）、照片（WebP）。",
        ),
        (
            sample_files.honest()["application/pdf"],
            "内容是PDF，此处只收照片（JPEG）、照片（PNG）、照片（WebP）。",
        ),
        (sample_files.flood_png(8_000, 7_000), "照片像素过多，上限为5000万像素。"),
        (
            sample_files.saved(sample_files.picture(), "JPEG", comment=b"<script>"),
            "照片里夹带网页或文档代码，不能接收。",
        ),
    ],
)
def test_the_refusal_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ContentError) as refusal:
        judge(data, PHOTOS)

    assert str(refusal.value) == reason


def test_a_file_that_is_too_large_is_refused() -> None:
    data = sample_files.photo() + bytes(31 * 2**20)

    with pytest.raises(ContentError, match="30兆字节"):
        judge(data, PHOTOS)


def _is_accepted(data: bytes) -> bool:
    try:
        judge(data, EVERYTHING)
    except ContentError:
        return False
    return True


_MEASURE = """
import pathlib, resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from fazhi.kernel.file_content import DOCX, JPEG, PDF_TYPE, PNG, WEBP, XLSX, ContentError, judge

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = peak()
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        judge(path.read_bytes(), frozenset({DOCX, JPEG, PDF_TYPE, PNG, WEBP, XLSX}))
    except ContentError:
        continue
    raise SystemExit(path.name)
print(peak() - before)
"""
