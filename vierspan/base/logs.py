"""One JSON line for each request and each log message: page names and row-free figures, nothing of a person."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("vierspan.request")
EXTRA = ("page", "method", "status", "ms")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": _message(record)}
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What happened; of a refused or failed request the page's name, because Django's own text holds the address."""
    request = getattr(record, "request", None)
    return record.getMessage() if request is None else f"refused or failed: {page_of(request)}"


def page_of(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else "-"


class RequestLog:
    """Logs the page's name, never its address: an address can hold a code, a token or somebody's slug."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        took = round((time.perf_counter() - start) * 1000, 1)
        logger.info(
            "request",
            extra={"page": page_of(request), "method": request.method, "status": response.status_code, "ms": took},
        )
        return response
