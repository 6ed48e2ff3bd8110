"""Our pictures as PNG, for Word and for mail."""

from vierspan.base.charts.drawing import Picture
from vierspan.base.fonts import FAMILY, font_files


def png(picture: Picture, width: int) -> bytes:
    """The picture `width` pixels wide on white, in our own fonts. Loads the renderer on first use."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=picture.svg,
        width=width,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(path) for path in font_files()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
