"""Slows down who tries codes: from one connection, ten that do not exist in ten minutes."""

from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 10
FOR = 600  # seconds


def note(request: HttpRequest) -> None:
    """A well-formed code that does not exist was tried: it takes a place, which comes free by itself."""
    next((place for place in _places(request) if cache.add(place, True, FOR)), None)


def are_too_many(request: HttpRequest) -> bool:
    return len(cache.get_many(_places(request))) == MOST


def _places(request: HttpRequest) -> list[str]:
    """The ten places of this connection, under a name that does not show its address."""
    address = ip_address(get_adapter().get_client_ip(request))
    whose = IPv6Network((address, 64), strict=False) if address.version == 6 else address
    name = salted_hmac(__name__, str(whose), algorithm="sha256").hexdigest()
    return [f"guess:{name}:{place}" for place in range(MOST)]
