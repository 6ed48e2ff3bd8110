"""Questionnaires as data: what is asked of whom, on which scale.

`parse_instrument` takes what `tomllib` makes of a file. Only scale, dimensions and items are required, so that a
questionnaire from elsewhere is quickly written down; what it leaves out gets a plain default.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from vierspan.base.text import Text
from vierspan.frameworks.reading import Table, check_unique

AUDIENCES: Mapping[str, Text] = {
    "leaders": Text("Directie en beleid", "Leaders"),
    "ict_team": Text("ICT-team", "ICT team"),
    "teachers": Text("Leraren", "Teachers"),
    "support_staff": Text("Ondersteunend personeel", "Support staff"),
    "pupils": Text("Leerlingen", "Pupils"),
    "parents": Text("Ouders", "Parents"),
}
NOTHING = Text("", "")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")
MOST_POINTS = 11  # a scale from 0 to 10


@dataclass(frozen=True)
class Scale:
    """Whole answers from `low` to `high`; `labels` run along, from least to most agreement."""

    low: int
    high: int
    labels: tuple[Text, ...]
    dont_know: Text
    not_applicable: Text

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)

    def label(self, value: int) -> Text:
        """Raises ValueError for a value off the scale."""
        return self.labels[self.values.index(value)]


@dataclass(frozen=True)
class Dimension:
    code: str
    title: Text
    short: Text
    description: Text


@dataclass(frozen=True)
class Audience:
    """A group that answers; `items` are the codes it gets, in the order in which they are asked."""

    key: str
    title: Text
    items: tuple[str, ...]
    invitation: Text


@dataclass(frozen=True)
class Variant:
    """Another wording of an item, for one audience."""

    audience: str
    text: Text
    help: Text


@dataclass(frozen=True)
class Item:
    """A statement; of a `reverse` one, agreement is the bad news."""

    code: str
    dimension: str
    reverse: bool
    text: Text
    help: Text
    variants: tuple[Variant, ...]

    def worded_for(self, audience_key: str) -> Variant | Self:
        return next((variant for variant in self.variants if variant.audience == audience_key), self)


@dataclass(frozen=True)
class Question:
    """An open question, answered in free text."""

    code: str
    audiences: tuple[str, ...]
    text: Text
    help: Text


@dataclass(frozen=True)
class Instrument:
    name: str
    version: str
    title: Text
    scale: Scale
    dimensions: tuple[Dimension, ...]
    audiences: tuple[Audience, ...]
    items: tuple[Item, ...]
    questions: tuple[Question, ...]

    def dimension(self, code: str) -> Dimension:
        """Raises KeyError, as `item` and `audience` do."""
        return {dimension.code: dimension for dimension in self.dimensions}[code]

    def item(self, code: str) -> Item:
        return {item.code: item for item in self.items}[code]

    def audience(self, key: str) -> Audience:
        return {audience.key: audience for audience in self.audiences}[key]

    def items_for(self, audience_key: str) -> tuple[Item, ...]:
        by_code = {item.code: item for item in self.items}
        return tuple(by_code[code] for code in self.audience(audience_key).items)

    def items_of(self, dimension_code: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.dimension == dimension_code)

    def questions_for(self, audience_key: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if audience_key in question.audiences)

    def text_for(self, item: Item, audience_key: str) -> Text:
        return item.worded_for(audience_key).text

    def help_for(self, item: Item, audience_key: str) -> Text:
        return item.worded_for(audience_key).help


def parse_instrument(data: Mapping[str, Any]) -> Instrument:
    """An `instrument` file. Raises ContentFault, also where a code refers to nothing or occurs twice."""
    file = Table(data)
    dimensions = parse_dimensions(file)
    codes = tuple(dimension.code for dimension in dimensions)
    items = tuple(_item(table, codes) for table in file.tables("items", most=200))
    item_codes = tuple(item.code for item in items)
    check_unique(file, "code", item_codes)
    audiences = _audiences(file, item_codes)
    instrument = Instrument(
        name=file.word("name", "own"),
        version=file.word("version", "1.0"),
        title=file.wording("title", Text("Eigen vragenlijst", "Own questionnaire")),
        scale=_scale(file.table("scale")),
        dimensions=dimensions,
        audiences=audiences,
        items=items,
        questions=tuple(_question(table, audiences) for table in file.tables("questions", least=0, most=2)),
    )
    check_unique(file, "code", (question.code for question in instrument.questions))
    return instrument


def parse_dimensions(file: Table) -> tuple[Dimension, ...]:
    """The `[[dimensions]]` of an instrument or a rubric."""
    dimensions = tuple(_dimension(table) for table in file.tables("dimensions", most=20))
    check_unique(file, "code", (dimension.code for dimension in dimensions))
    return dimensions


def read_code(table: Table) -> str:
    """Codes are kept with answers for ever and appear in addresses and column heads: short and plain."""
    code = table.word("code")
    if not CODE.fullmatch(code):
        raise table.fault(
            "'code' moet uit 1 tot 20 letters, cijfers, punten, streepjes of lage streepjes bestaan",
            "'code' must consist of 1 to 20 letters, digits, dots, dashes or underscores",
        )
    return code


def _scale(table: Table) -> Scale:
    low = table.whole("low", 0, 10)
    high = table.whole("high", low + 1, low + MOST_POINTS - 1)
    values = range(low, high + 1)
    labels = table.wordings("labels") if "labels" in table.data else tuple(Text(str(v), str(v)) for v in values)
    if len(labels) != len(values):
        raise table.fault(
            f"'labels' heeft {len(labels)} teksten, en de schaal {len(values)} antwoorden",
            f"'labels' has {len(labels)} texts, and the scale {len(values)} answers",
        )
    return Scale(
        low=low,
        high=high,
        labels=labels,
        dont_know=table.wording("dont_know", Text("Weet ik niet", "I don't know")),
        not_applicable=table.wording("not_applicable", Text("Niet van toepassing", "Not applicable")),
    )


def _dimension(table: Table) -> Dimension:
    title = table.wording("title")
    return Dimension(
        code=read_code(table),
        title=title,
        short=table.wording("short", title),
        description=table.wording("description", NOTHING),
    )


def _item(table: Table, dimensions: tuple[str, ...]) -> Item:
    variants = table.table("variants") if "variants" in table.data else Table({})
    text, help_text = table.wording("text"), table.wording("help", NOTHING)
    for key in variants.data:
        if key not in AUDIENCES:
            raise variants.fault(f"'{key}' is geen doelgroep", f"'{key}' is no audience")
    return Item(
        code=read_code(table),
        dimension=table.choice("dimension", dimensions),
        reverse=table.value("reverse", bool, False),
        text=text,
        help=help_text,
        variants=tuple(_variant(variants.table(key), key, help_text) for key in variants.data),
    )


def _variant(table: Table, audience: str, help_text: Text) -> Variant:
    return Variant(audience=audience, text=table.wording("text"), help=table.wording("help", help_text))


def _audiences(file: Table, item_codes: tuple[str, ...]) -> tuple[Audience, ...]:
    """Without any named, each group may be asked everything."""
    tables = file.tables("audiences", least=0, most=len(AUDIENCES))
    check_unique(file, "key", (table.word("key") for table in tables))
    if not tables:
        return tuple(Audience(key, title, item_codes, NOTHING) for key, title in AUDIENCES.items())
    return tuple(_audience(table, item_codes) for table in tables)


def _audience(table: Table, item_codes: tuple[str, ...]) -> Audience:
    key = table.choice("key", AUDIENCES)
    items = table.choices("items", item_codes)
    if not items:
        raise table.fault("'items' is leeg", "'items' is empty")
    return Audience(
        key=key,
        title=table.wording("title", AUDIENCES[key]),
        items=items,
        invitation=table.wording("invitation", NOTHING),
    )


def _question(table: Table, audiences: tuple[Audience, ...]) -> Question:
    return Question(
        code=read_code(table),
        audiences=table.choices("audiences", (audience.key for audience in audiences)),
        text=table.wording("text"),
        help=table.wording("help", NOTHING),
    )
