from hypothesis import assume, given
from hypothesis import strategies as st

from vierspan.surveys import codes

PLAIN = st.text(codes.ALPHABET, min_size=codes.LENGTH - 1, max_size=codes.LENGTH - 1)
PLACES = st.tuples(st.text(min_size=1, max_size=10), st.sampled_from(["teachers", "pupils"]), st.integers(1, 5000))


@given(PLACES)
def test_a_code_is_the_same_each_time_and_reads_back(place: tuple[str, str, int]) -> None:
    code = codes.make("secret", *place)
    assert code == codes.make("secret", *place)
    assert codes.read(code) == code.replace("-", "")
    assert len(code) == 9


def test_a_code_hangs_on_secret_round_audience_and_number() -> None:
    made = {
        codes.make("secret", "abc", "teachers", 1),
        codes.make("other", "abc", "teachers", 1),
        codes.make("secret", "abd", "teachers", 1),
        codes.make("secret", "abc", "pupils", 1),
        codes.make("secret", "abc", "teachers", 2),
    }
    assert len(made) == 5


def test_ten_thousand_codes_of_one_round_differ() -> None:
    assert len({codes.make("secret", "abc", "pupils", number) for number in range(10_000)}) == 10_000


def test_what_people_type_is_read_kindly() -> None:
    code = codes.make("secret", "abc", "teachers", 1)
    plain = code.replace("-", "")
    assert codes.read(f" {code.lower()} ") == plain
    assert codes.read(" ".join(plain)) == plain
    assert codes.read(plain[:4] + " – " + plain[4:]) == plain
    assert codes.read("") is None
    assert codes.read(plain + "2") is None
    assert codes.read("0OIL-0OIL") is None


@given(PLAIN, st.integers(0, codes.LENGTH - 1), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_never_a_code(body: str, place: int, wrong: str) -> None:
    right = body + next(c for c in codes.ALPHABET if codes.read(body + c))
    assume(right[place] != wrong)
    assert codes.read(right[:place] + wrong + right[place + 1 :]) is None


@given(PLAIN, st.integers(0, codes.LENGTH - 3))
def test_two_swapped_characters_are_never_a_code(body: str, place: int) -> None:
    right = body + next(c for c in codes.ALPHABET if codes.read(body + c))
    assume(right[place] != right[place + 1])
    assert codes.read(right[:place] + right[place + 1] + right[place] + right[place + 2 :]) is None


def test_the_hash_is_of_the_code_however_it_is_written_and_needs_the_secret() -> None:
    code = codes.make("secret", "abc", "teachers", 1)
    assert codes.digest("secret", code) == codes.digest("secret", code.lower().replace("-", " "))
    assert codes.digest("secret", code) != codes.digest("other", code)
    assert len(codes.digest("secret", code)) == 64


def test_link_keys_are_fresh_and_plain() -> None:
    keys = {codes.link_key() for _ in range(200)}
    assert len(keys) == 200
    assert {len(key) for key in keys} == {10}
    assert set("".join(keys)) <= set(codes.ALPHABET.lower())
