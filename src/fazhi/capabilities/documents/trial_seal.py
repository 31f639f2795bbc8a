"""The test seal: a provider of seals with certificates that this installation made for itself."""

import datetime as dt
import io
from typing import cast

from django.utils.translation import gettext as _
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from fazhi.capabilities.documents.errors import SealError
from fazhi.capabilities.documents.rendering import Pages, SealPlace
from fazhi.capabilities.documents.seal_drawing import DIAMETER, stamp_style
from fazhi.capabilities.documents.sealing import SealCheck, SealedFile, SealRequest
from fazhi.capabilities.documents.trial_certificates import (
    TrialCertificate,
    certificate_of,
    root_certificate,
    seal_name,
)
from fazhi.kernel import clock

_NONE = SealCheck(is_sealed=False, is_intact=False, is_trusted=False)
_RESERVED = 16384  # for the signature, in hexadecimal digits: saves signing once to measure it
_WIDEST = 0.45  # of the page's width: on narrow paper the seal is drawn smaller


class TrialSealProvider:
    """Seals for trying out and for demonstration, without any legal effect."""

    def seal(self, pages: Pages, request: SealRequest) -> SealedFile:
        """Put the test seal of the authority on its place, as a PAdES signature."""
        if pages.seal_place is None:
            raise SealError(_("这种文书没有用印位置。"))
        name = seal_name(request.authority_name)
        writer = IncrementalPdfFileWriter(io.BytesIO(pages.pdf))
        signer = signers.PdfSigner(
            _metadata(name),
            signer=_signer(certificate_of(request.authority, request.authority_name)),
            stamp_style=stamp_style(request.authority_name),
            new_field_spec=_field(writer, pages.seal_place),
        )
        return SealedFile(signer.sign_pdf(writer, bytes_reserved=_RESERVED).getvalue(), name)

    def check(self, pdf: bytes) -> SealCheck:
        """Examine the seal of a file; anything that is no sealed PDF has none."""
        try:
            seals = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
            return _examined(seals[-1]) if seals else _NONE
        except (PdfReadError, ValueError, KeyError):
            return _NONE


def _metadata(name: str) -> signers.PdfSignatureMetadata:
    return signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="测试印章，无法律效力",
        name=name,
    )


def _signer(own: TrialCertificate) -> signers.SimpleSigner:
    loaded = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]
        key_file=str(own.key_path),
        cert_file=str(own.certificate_path),
        ca_chain_files=(str(root_certificate().certificate_path),),
    )
    certificate = loaded.signing_cert if isinstance(loaded, signers.SimpleSigner) else None
    if certificate is None:
        raise SealError(_("印章证书 {name} 无法读取。").format(name=own.name))
    _refuse_out_of_term(certificate.not_valid_before, certificate.not_valid_after)
    return cast("signers.SimpleSigner", loaded)


def _refuse_out_of_term(since: dt.datetime, until: dt.datetime) -> None:
    if not since <= clock.now() <= until:
        raise SealError(
            _("印章证书的有效期为 {since} 至 {until}，今日不能用印。请系统管理员更新证书。").format(
                since=since.date(), until=until.date()
            )
        )


def _field(writer: IncrementalPdfFileWriter, place: SealPlace) -> fields.SigFieldSpec:
    page, _ = writer.find_page_for_modification(  # type: ignore[no-untyped-call]
        place.page - 1
    )
    _, _, width, height = (float(side) for side in page.get_object()["/MediaBox"])
    half = min(DIAMETER, width * _WIDEST) / 2
    x, y = place.x, height - place.y
    box = (round(x - half), round(y - half), round(x + half), round(y + half))
    return fields.SigFieldSpec("Seal", on_page=place.page - 1, box=box)


def _examined(seal: EmbeddedPdfSignature) -> SealCheck:
    root = load_cert_from_pemder(  # type: ignore[no-untyped-call]
        str(root_certificate().certificate_path)
    )
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    status = validate_pdf_signature(seal, context)
    return SealCheck(
        is_sealed=True,
        is_intact=status.intact and status.valid,
        is_trusted=status.trusted,
        certificate=status.signing_cert.subject.native["common_name"],
    )
