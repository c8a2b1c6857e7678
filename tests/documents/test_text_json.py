"""A read document survives being kept as JSON."""

import json

from documents.text import from_pasted
from documents.text_json import from_json, to_json


def test_a_document_comes_back_from_json_as_it_was():
    text = from_pasted("KẾ HOẠCH\nTT\tNhiệm vụ\tChủ trì\n1\tRà soát\tSở Nội vụ\n\nHết.")
    assert from_json(json.loads(json.dumps(to_json(text)))) == text
