from hypothesis import given
from hypothesis import strategies as st

from vierspan.surveys.addresses import ADDRESS, Addresses, Reason, RefusedLine, read


def read_text(text: str, known: tuple[str, ...] = ()) -> Addresses:
    return read(enumerate(text.split("\n"), 1), known)


def test_addresses_are_found_among_names_and_signs() -> None:
    pasted = 'E-mail\n"Els Peeters" <els.peeters@school.be>;\n\njan@school.be, Jan\nmailto:an@sub.school.be'
    assert read_text(pasted) == Addresses(("els.peeters@school.be", "jan@school.be", "an@sub.school.be"), ())


def test_a_refused_line_says_which_and_why() -> None:
    found = read_text(
        "els@school.be\nELS@school.be\njan\nan@school\nbob@school.be\na@b.be c@d.be", known=("bob@school.be",)
    )
    assert found.good == ("els@school.be",)
    assert found.refused == (
        RefusedLine(2, "ELS@school.be", Reason.TWICE),
        RefusedLine(3, "jan", Reason.NO_ADDRESS),
        RefusedLine(4, "an@school", Reason.NO_ADDRESS),
        RefusedLine(5, "bob@school.be", Reason.KNOWN),
        RefusedLine(6, "a@b.be c@d.be", Reason.NO_ADDRESS),
    )


@given(st.text(max_size=400))
def test_whatever_is_pasted_each_good_address_is_one_and_occurs_once(text: str) -> None:
    found = read_text(text)
    assert all(ADDRESS.fullmatch(address) for address in found.good)
    assert len({address.lower() for address in found.good}) == len(found.good)


@given(st.from_regex(ADDRESS, fullmatch=True).filter(lambda a: ".." not in a and len(a) <= 254))
def test_an_address_reads_as_itself(address: str) -> None:
    assert read([(1, address)]).good == (address.rstrip(".:"),) if not address.startswith("mailto:") else True
