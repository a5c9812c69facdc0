"""Words printed across documents somebody else made 水印, into every page of them."""

from __future__ import annotations

from tongban_trust.marking.apart import mark_pdf
from tongban_trust.marking.limits import DocumentTooLarge, DocumentUnreadable
from tongban_trust.marking.ofd import mark_ofd

__all__ = ["DocumentTooLarge", "DocumentUnreadable", "mark_ofd", "mark_pdf"]
