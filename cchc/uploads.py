"""How much a browser may send: a file too large is counted, not kept; a request far too large is refused with a page."""

import io

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.shortcuts import render

MEGABYTE = 1024 * 1024
PIECE = 64 * 1024


class OversizedFile(UploadedFile):
    """A file above UPLOAD_MAX_MB: its name and size are known, its bytes were thrown away, so it cannot be read or saved."""

    def __init__(self, **described):
        super().__init__(file=io.BytesIO(), **described)

    def read(self, *args):
        raise ValueError(f"{self.name} is larger than UPLOAD_MAX_MB; its content was not kept.")

    def chunks(self, chunk_size=None):
        self.read()


class LimitedFileUploadHandler(TemporaryFileUploadHandler):
    """Stores a file on disk while it arrives, up to UPLOAD_MAX_MB; beyond that only counts it.

    The form still receives the file with its true size, so that it can refuse it at the field and keep what was typed.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.is_oversized:
            self.file.close()  # which also removes what had been stored
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        if not self.is_oversized:
            return super().file_complete(file_size)
        return OversizedFile(
            name=self.file_name, content_type=self.content_type, size=self.received, charset=self.charset
        )

    @property
    def is_oversized(self) -> bool:
        return self.received > settings.UPLOAD_MAX_MB * MEGABYTE


class RequestSizeMiddleware:
    """Answers 413 to a request above REQUEST_MAX_MB, before anything parses it."""

    DRAINED_AT_MOST = 4  # times the limit; beyond that the connection may break

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        limit = settings.REQUEST_MAX_MB * MEGABYTE
        if int(request.META.get("CONTENT_LENGTH") or 0) <= limit:
            return self.get_response(request)
        self.drain(request, self.DRAINED_AT_MOST * limit)
        return render(None, "413.html", {"limit_mb": settings.UPLOAD_MAX_MB}, status=413)

    @staticmethod
    def drain(request, at_most: int) -> None:
        """Read and forget the body: a browser shows our page only once it has sent everything."""
        left = at_most
        while left > 0 and (piece := request.read(min(PIECE, left))):
            left -= len(piece)
