"""What the room of documents refuses."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, FazhiError


class MissingGlyphError(FazhiError):
    """A character cannot be drawn by the allowed fonts, so the document would be wrong on paper."""

    def __init__(self, characters: Sequence[str]) -> None:
        """Name each character with its code point, so that it can be found and replaced."""
        self.characters = tuple(characters)
        named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in self.characters)
        super().__init__(
            _(
                "文书字体中没有以下字符：{named}。请核对录入；人民币符号请用“¥”或“元”，"
                "生僻字请联系系统管理员补充字库。"
            ).format(named=named)
        )


class MissingFontsError(FazhiError):
    """The folder of fonts lacks a family that documents are printed in."""


class UnknownTemplateError(FazhiError):
    """There is no such template, or none of its versions was in force on that day."""


class AnnulledDocumentError(ConflictError):
    """The document was voided or withdrawn before."""


class CodedDocumentError(ConflictError):
    """The document has a code from outside already, or the code stands on another document."""


class ErasedDocumentError(ConflictError):
    """The content of the document was erased under the law; only its hash is left."""


class SealError(FazhiError):
    """The seal cannot be put on: its certificate is missing, not yet valid or has run out."""
