"""Reads Word and PDF files in a process of its own, bounded in time and memory.

Such files come from outside, and the libraries that take them apart are written in C: one that crashes, hangs or swells
takes only this process with it. The child gets the file's name and bytes on its input and answers in JSON.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

from documents.reading.blocks import Text, Unreadable
from documents.text_json import from_json, to_json

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
MOST_MEMORY = 192 * MEGABYTE  # of data; what is only mapped does not count
MOST_CPU_SECONDS = 4
MOST_SECONDS = 20  # a busy machine gives a process little of itself
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")  # of the environment; secrets stay here
PDF, DOCX = "pdf", "docx"
MOST_LOGGED = 2_000  # bytes of what the child complained of

log = logging.getLogger(__name__)


def read_apart(content: bytes, name: str, kind: str) -> Text:
    """The text of a file of this kind, or Unreadable."""
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.reading.apart", kind],
            input=json.dumps(name).encode() + b"\n" + content,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            timeout=MOST_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        log.warning(
            "A %s was not read: %s. %s", kind, fault, (fault.stderr or b"")[-MOST_LOGGED:].decode(errors="replace")
        )
        raise Unreadable(
            f"Tệp “{name}” quá nặng hoặc đã hỏng nên không đọc được trong giới hạn thời gian và bộ nhớ. Hãy mở tệp, lưu riêng "
            "phần kế hoạch và phụ lục cần đọc thành tệp mới rồi nhập lại; hoặc sao chép phần chữ rồi dán."
        ) from None
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return from_json(answer)


def main(kind: str) -> None:
    """The child: reads its input within the limits and writes the answer."""
    _limit()
    name = json.loads(sys.stdin.buffer.readline())
    try:
        answer = to_json(_reader(kind)(sys.stdin.buffer.read(), name))
    except Unreadable as refusal:
        answer = {"unreadable": refusal.message}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode())


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reader(kind: str):
    """The reader of a kind; imported here, so that the site's own process loads neither library."""
    if kind == PDF:
        from documents.reading.pdf_text import from_pdf

        return from_pdf
    from documents.reading.docx_text import from_docx

    return from_docx


if __name__ == "__main__":
    main(sys.argv[1])
