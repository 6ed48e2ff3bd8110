"""The headings that lists of schools use, and how their values read. All are facts seen in lists and interfaces.

Known: the ministry's file of schools and sites, its interface of institution data, its open list of 2015, the list of
Antwerp of 2019, and our own downloads in both languages. Headings are compared as ``normalise_heading`` leaves them.
"""

import re
from datetime import date, datetime

from vierspan.organisations.models import Level

# For each field the headings that mean it, the clearest first.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("instellingsnummer", "instelling nummer", "schoolnummer", "institution number"),
    "site_number": (
        "vestigingsnummer",
        "instellingslocatie vestigingsnummer",
        "intern vplnummer",
        "internvplnummer",
        "site number",
    ),
    "name": ("naam", "instelling naam", "name"),
    "street": ("straat", "instellingslocatie straatnaam", "straatnaam", "street"),
    "house_number": ("huisnummer", "instellingslocatie huisnummer", "huisnr", "huis nr", "nr", "house number"),
    "box": ("busnummer", "bus"),
    "postcode": ("postcode", "instellingslocatie postcode"),
    "municipality": ("gemeente", "instellingslocatie gemeente", "municipality"),
    "province": ("provincie", "instellingslocatie provincie", "province"),
    "latitude": ("breedtegraad", "gps breedtegraad", "lat", "latitude"),
    "longitude": ("lengtegraad", "gps lengtegraad", "lng", "lon", "longitude"),
    "network": ("net", "onderwijsnet", "net label", "instelling net omschrijving", "network"),
    "level": ("onderwijsniveau", "niveau", "instelling niveau", "level"),
    "structures": ("ingerichte hoofdstructuren", "hoofdstructuur"),
    "head_office": ("hoofdzetel", "ishoofdzetel", "head office"),
    "head_office_number": ("instelling hoofdzetel vestigingsnr",),
    "website": ("website", "instelling website"),
    "end_date": ("einddatum", "end date"),
}
LEVEL_WORDS = {
    Level.PRIMARY: r"\b(basis|kleuter|lager|primary|bao\b|bubao\b)",
    Level.SECONDARY: r"\b(secundair|secondary|so\b|buso\b|dbso\b)",
    Level.ARTS: r"kunst|\b(arts|dko)\b",
    Level.ADULT: r"\b(volwassen|adult|cvo\b|cbe\b)",
    Level.MIXED: r"\b(verschillende|several)\b",
}
WEBSITE = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", re.IGNORECASE | re.ASCII)
YES = frozenset({"true", "waar", "ja", "yes", "1"})


def level_in_words(text: str) -> Level | None:
    """ "Gewoon secundair onderwijs" → secondary; more than one level named → mixed; none → None."""
    return one_level({level for level, words in LEVEL_WORDS.items() if re.search(words, text.casefold())})


def level_of_structures(text: str) -> Level | None:
    """The level of codes of ``hoofdstructuur`` ("111 211" → primary).

    First digit: 1 nursery, 2 primary, 3 secondary. Third digit: 6 part-time arts, 7 social promotion. Source: the code
    lists of school administration.
    """
    return one_level({_level_of_structure(code) for code in re.findall(r"(?<!\d)[123][12]\d(?!\d)", text)})


def one_level(found: set[Level]) -> Level | None:
    """The level that all share; mixed where they differ; None for none."""
    if len(found) > 1:
        return Level.MIXED
    return next(iter(found), None)


def _level_of_structure(code: str) -> Level:
    if code[2] in "67":
        return Level.ARTS if code[2] == "6" else Level.ADULT
    return Level.SECONDARY if code[0] == "3" else Level.PRIMARY


def coordinates(latitude: str, longitude: str) -> tuple[float, float] | tuple[None, None]:
    """Degrees (WGS 84), with comma or point; none where they do not lie in or near Belgium."""
    try:
        found = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        return None, None
    return found if 49 < found[0] < 52 and 2 < found[1] < 7 else (None, None)


def website(text: str) -> str:
    """An address of the web, with http:// before it where the list left that out; "" for anything else."""
    if not WEBSITE.fullmatch(text) or len(text) > 190:
        return ""
    return text if "://" in text else f"http://{text}"


def day(text: str) -> date | None:
    """2027-06-30, 30/06/2027 or 30-06-2027, a time after it left out; None for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None
