"""Handing a paper to a person. The page that shows the paper asks who may; this only makes the answer safe."""

from django.http import FileResponse, Http404

from documents.models import EvidenceFile


def serve(evidence: EvidenceFile) -> FileResponse:
    """The file as a download: never shown inside our pages, never kept by a cache, its Vietnamese name intact."""
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404(f"Không còn tệp “{evidence}” trong kho. Hãy báo người quản trị.") from None
    response = FileResponse(
        content, as_attachment=True, filename=evidence.original_name, content_type=evidence.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
