"""Amounts and days as they are written here, in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format


def euro(amount: Decimal | None) -> str:
    """€ 1.250,00; empty for none."""
    return "" if amount is None else f"€\u00a0{number_format(amount, decimal_pos=2, force_grouping=True)}"


def amount(value: Decimal | None) -> str:
    """At most one decimal, none where it is whole: 1.250 and 12,5; empty for none."""
    if value is None:
        return ""
    return number_format(value, decimal_pos=0 if value == value.to_integral_value() else 1, force_grouping=True)


def short_day(value: date | None) -> str:
    """15/03/2027, for narrow columns; empty for none."""
    return "" if value is None else f"{value:%d/%m/%Y}"


def day(value: date | None) -> str:
    """15 maart 2027; empty for none."""
    return "" if value is None else date_format(value, "j F Y")
