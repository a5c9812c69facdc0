"""PDF 2.0-era documents with one PAdES signature: one writer, and a reader of just that."""

from __future__ import annotations

from tongban_trust.pdf.cms import CmsRefused
from tongban_trust.pdf.objects import NotCanonicalPdf
from tongban_trust.pdf.page import POINTS_PER_MM, drawn_shape
from tongban_trust.pdf.read import PdfContent, PdfRefused, read_pdf
from tongban_trust.pdf.sign import PdfSigner
from tongban_trust.pdf.write import write_pdf

__all__ = [
    "POINTS_PER_MM",
    "CmsRefused",
    "NotCanonicalPdf",
    "PdfContent",
    "PdfRefused",
    "PdfSigner",
    "drawn_shape",
    "read_pdf",
    "write_pdf",
]
