from django.http import QueryDict

from vierspan.organisations import choosing, lists
from vierspan.organisations.choosing import Filter
from vierspan.organisations.tests.make import make_row

ROWS = (
    make_row(2, network="Vrij"),
    make_row(3, site_number="2", street="Bredabaan", postcode="2170", municipality="Merksem", network="Vrij"),
    make_row(4, number="000001", name="GO! De Zon", postcode="9000", municipality="Gent", network="GO!"),
    make_row(5, number="", name="Anker", street="Kaai", postcode="9050", municipality="Gentbrugge"),
)
SCHOOLS = choosing.listed(lists.SchoolList(ROWS, ()))


def lines(wanted: Filter) -> list[int]:
    return [school.line for school in SCHOOLS if wanted.holds(school)]


def test_schools_are_listed_by_name_with_their_sites() -> None:
    assert [(school.first.name, school.line, school.others) for school in SCHOOLS] == [
        ("Anker", 5, 0),
        ("GO! De Zon", 4, 0),
        ("Sint-Norbertus", 2, 1),
    ]


def test_the_head_office_stands_first() -> None:
    rows = (make_row(2, street="Zij"), make_row(3, site_number="2", street="Hoofd", is_head_office=True))
    (school,) = choosing.listed(lists.SchoolList(rows, ()))
    assert (school.first.street, school.line) == ("Hoofd", 2)


def test_a_school_is_found_by_words_municipality_of_today_and_network() -> None:
    assert lines(Filter()) == [5, 4, 2]
    assert lines(Filter(text="zon go!")) == [4]
    assert lines(Filter(text="28845")) == [2]
    assert lines(Filter(text="028845")) == [2]
    assert lines(Filter(text="BREDABAAN")) == [2]
    assert lines(Filter(text="gent")) == [5, 4]
    assert lines(Filter(text="zon anker")) == []
    assert lines(Filter(municipality="Antwerpen")) == [2]
    assert lines(Filter(municipality="Gent")) == [5, 4]
    assert lines(Filter(municipality="Gentbrugge")) == []
    assert lines(Filter(network="GO!")) == [4]
    assert lines(Filter(text="gent", network="Vrij")) == []


def test_the_choices_are_those_of_the_list() -> None:
    assert choosing.municipalities(SCHOOLS) == ["Antwerpen", "Gent"]
    assert choosing.networks(SCHOOLS) == ["GO!", "Vrij"]


def test_a_filter_is_said_by_the_address() -> None:
    wanted = Filter.of({"text": " zon ", "network": "GO!", "other": "x"})
    assert wanted == Filter(text="zon", network="GO!")
    assert (wanted.query(), wanted.query("2"), Filter().query()) == (
        "?text=zon&network=GO%21",
        "?text=zon&network=GO%21&page=2",
        "",
    )


def chosen(sent: str, *before: int, wanted: Filter | None = None) -> list[int]:
    found = choosing.chosen(SCHOOLS, QueryDict(sent), before=frozenset(before), wanted=wanted or Filter())
    return sorted(found)


def test_what_stands_on_the_page_follows_the_ticks_and_the_rest_stays() -> None:
    assert chosen("shown=4 5&chosen=4", 2, 5) == [2, 4]
    assert chosen("", 2) == [2]
    assert chosen("shown=2 4 5", 2, 4) == []


def test_one_can_choose_all_that_was_found_or_none_or_let_one_go() -> None:
    assert chosen("all=1", 2, wanted=Filter(network="GO!")) == [2, 4]
    assert chosen("none=1&shown=4&chosen=4", 2) == []
    assert chosen("drop=2", 2, 4) == [4]
    assert chosen("shown=2&chosen=2&drop=2", 2, 4) == [4]


def test_lines_that_are_no_school_are_left_out() -> None:
    assert chosen("chosen=3&chosen=99&chosen=x&chosen=-2&chosen=%C2%B2&shown=a b") == []
