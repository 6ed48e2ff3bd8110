"""How many have answered, of how many."""

from vierspan.base.charts.drawing import Picture, Scale, Table, path, picture, tag, text
from vierspan.base.charts.palette import ACTION, GREY, INK, PALE
from vierspan.base.charts.words import words_for

WIDTH, BAR_Y, BAR_HEIGHT = 440, 26, 14


def response_bar(
    count: int, head_count: int | None, *, key: str, title: str, language: str = "nl", floor: int = 0
) -> Picture:
    """One bar; with a mark at the least number of answers that gives figures, for as long as it is not reached.

    Without a head count the bar runs to the floor, or to the count itself.
    """
    say = words_for(language)
    whole = max(head_count or max(floor, count), count, floor, 1)
    along = Scale(0, whole, 0, WIDTH)
    answered = say.answered.format(count, head_count) if head_count else str(count)
    share = f" ({say.share(count / head_count)})" if head_count else ""
    needed = say.floor.format(floor) if count < floor else ""
    parts = [
        text(0, 16, f"{answered}{share}", 15, weight=600),
        tag("rect", x=0, y=BAR_Y, width=WIDTH, height=BAR_HEIGHT, rx=3, fill=PALE),
        tag("rect", x=0, y=BAR_Y, width=along(count), height=BAR_HEIGHT, rx=3, fill=ACTION),
    ]
    if needed:
        parts += [
            path(f"M{along(floor):.1f},{BAR_Y - 4}v22", stroke=INK, stroke_width=2),
            text(WIDTH, 16, needed, 13, GREY, "end"),
        ]
    sentence = say.response.format(f"{answered}{share}") + (f"; {needed}" if needed else "")
    row = (str(count), "" if head_count is None else str(head_count), share.strip(" ()"))
    table = Table((say.answers, say.asked, "%"), (row,))
    return picture(parts, key=key, title=title, description=f"{sentence}.", table=table, width=WIDTH, height=46)
