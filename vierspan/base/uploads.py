"""An upload larger than the limit is stopped while it comes in, not after it filled the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler


class UploadTooLarge(SuspiciousOperation):
    """The sender is told the limit by the page for bad requests."""


class CappedUpload(FileUploadHandler):
    received = 0

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        # Half a megabyte of room for the form's other fields and the multipart headings.
        if content_length > settings.UPLOAD_MAX_BYTES + 512 * 1024:
            raise UploadTooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            raise UploadTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
