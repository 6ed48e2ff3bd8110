"""Our pictures: figures in, SVG with title, description and table out; one look for page, PDF and Word."""

from vierspan.base.charts.bars import Bar, bars
from vierspan.base.charts.distribution import Distribution, distribution
from vierspan.base.charts.drawing import Picture, Table
from vierspan.base.charts.gaps import Gap, gap_rows
from vierspan.base.charts.palette import Light
from vierspan.base.charts.raster import png
from vierspan.base.charts.response import response_bar
from vierspan.base.charts.timeline import TimelineRow, timeline
from vierspan.base.charts.vierspan import Block, vierspan_picture
from vierspan.base.charts.year_wheel import Holiday, WheelMark, year_wheel

__all__ = [
    "Bar",
    "Block",
    "Distribution",
    "Gap",
    "Holiday",
    "Light",
    "Picture",
    "Table",
    "TimelineRow",
    "WheelMark",
    "bars",
    "distribution",
    "gap_rows",
    "png",
    "response_bar",
    "timeline",
    "vierspan_picture",
    "year_wheel",
]
