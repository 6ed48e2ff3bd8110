"""QR codes as pictures in the page."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def svg(address: str, label: str) -> SafeString:
    """The address as a QR code of 15 % redundancy, black on white in any colour scheme, as large as its box."""
    drawn = segno.make(address, micro=False, error="m").svg_inline(omitsize=True, light="#fff", border=2)
    picture = mark_safe(drawn)  # by segno, which writes no text into it
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, picture)
