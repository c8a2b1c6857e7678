"""What the reader finds in sentences and papers that were read by hand; README.txt here says how."""

from pathlib import Path

import pytest

from intake.management.commands.measure_reading import measured
from intake.measuring import Score

HERE = Path(__file__).parent
TRAPS_AT_LEAST = 80  # in each set


@pytest.fixture(scope="module")
def sentences():
    return dict(measured(HERE / "sentences"))


@pytest.fixture(scope="module")
def papers():
    return dict(measured(HERE / "plans"))


@pytest.mark.parametrize(
    "name, least_f1, least_right_kinds, most_traps_fallen_into",
    [
        ("developed_on.jsonl", 0.98, 0.98, 2),
        ("held_back.jsonl", 0.98, 0.98, 2),
        ("fresh.jsonl", 0.94, 0.975, 3),
    ],
)
def test_sentences_are_read_as_by_hand(sentences, name, least_f1, least_right_kinds, most_traps_fallen_into):
    score = sentences[name]

    assert score.negatives >= TRAPS_AT_LEAST
    assert score.f1 >= least_f1, score.told
    assert score.kind_accuracy >= least_right_kinds, score.told
    assert score.negatives_alarmed <= most_traps_fallen_into, score.told


def test_whole_papers_are_read_as_by_hand(papers):
    score = sum(papers.values(), start=Score())

    assert score.f1 >= 0.98, score.told
    assert score.kind_accuracy >= 0.98, score.told
    assert score.fields - score.fields_right <= 2, score.told
    assert score.tasks - score.tasks_found <= 1, score.told


@pytest.mark.parametrize("text, file", [("bo_cong_nghiep_va_bien_2026_2030", ".docx"), ("xa_tan_hoa_tay_2026", ".pdf")])
def test_a_paper_gives_the_same_as_a_file_and_as_text(papers, text, file):
    as_text, as_file = papers[f"{text}.txt"], papers[f"{text}{file}"]

    assert (as_file.hits, as_file.alarms, as_file.tasks_found) == (as_text.hits, as_text.alarms, as_text.tasks_found)
