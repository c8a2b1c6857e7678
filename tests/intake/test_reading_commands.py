"""read_targets and measure_reading: JSON lines in and out, clear refusals, a table; no database is asked."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

SENTENCE = "Phấn đấu tối thiểu 88% hồ sơ được trả đúng hạn."


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def lines_file(tmp_path, *rows):
    path = tmp_path / "cau.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_each_line_comes_back_with_its_targets(tmp_path):
    path = lines_file(tmp_path, {"id": "a", "sentence": SENTENCE}, "", {"id": 2, "sentence": "Số 12/KH-UBND."})
    first, second = [json.loads(line) for line in run("read_targets", "--jsonl", str(path)).splitlines()]
    (target,) = first["targets"]
    assert first["id"] == "a"
    assert (target["comparator"], target["value"], target["unit"], target["kind"]) == (">=", 88, "%", "ratio")
    assert target["indicator"] == "Tỷ lệ hồ sơ được trả đúng hạn"
    assert second == {"id": 2, "targets": []}


def test_a_value_is_a_number_as_it_was_written(tmp_path):
    path = lines_file(tmp_path, {"id": 1, "sentence": "Tỷ lệ ký số đạt từ 98,5% trở lên."})
    assert '"value": 98.5' in run("read_targets", "--jsonl", str(path))


def test_a_deadline_prints_its_day_and_no_value(tmp_path):
    path = lines_file(tmp_path, {"id": 1, "sentence": "Hoàn thành rà soát trước ngày 30/6/2026."})
    (target,) = json.loads(run("read_targets", "--jsonl", str(path)))["targets"]
    assert (target["kind"], target["comparator"], target["value"], target["due"]) == (
        "deadline",
        "<",
        None,
        "2026-06-30",
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("{không phải json", id="không phải JSON"),
        pytest.param("[1]", id="không phải đối tượng"),
        pytest.param({"id": 1}, id="thiếu câu"),
        pytest.param({"sentence": SENTENCE}, id="thiếu mã"),
        pytest.param({"id": 1, "sentence": 5}, id="câu không phải chữ"),
    ],
)
def test_a_bad_line_is_named(tmp_path, row):
    path = lines_file(tmp_path, {"id": 1, "sentence": SENTENCE}, row)
    with pytest.raises(CommandError, match="Dòng 2"):
        run("read_targets", "--jsonl", str(path))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        run("read_targets", "--jsonl", str(tmp_path / "khong_co.jsonl"))


def test_the_measure_is_a_table_with_a_line_for_each_file(tmp_path):
    hand_made = {"indicator": "hồ sơ đúng hạn", "comparator": ">=", "value": 88, "unit": "%", "kind": "ratio"}
    lines_file(tmp_path, {"sentence": SENTENCE, "targets": [hand_made]}, {"sentence": "Số 12/KH-UBND.", "targets": []})
    (tmp_path / "ke_hoach.txt").write_text(f"KẾ HOẠCH\n{SENTENCE}\n", encoding="utf-8")
    expected = {"targets": [{**hand_made, "value": 89, "sentence": SENTENCE}]}
    (tmp_path / "ke_hoach.expected.json").write_text(json.dumps(expected), encoding="utf-8")
    table = run("measure_reading", str(tmp_path)).splitlines()
    assert table[1].split() == ["cau.jsonl", "100,0", "100,0", "100,0", "100,0", "0/1", "–", "–"]
    assert table[2].split()[:4] == ["ke_hoach.txt", "0,0", "0,0", "0,0"]
    assert "THIẾU" in run("measure_reading", str(tmp_path), "--misses")


def test_a_folder_without_hand_made_readings_is_refused(tmp_path):
    with pytest.raises(CommandError, match="Không thấy bản đọc tay"):
        run("measure_reading", str(tmp_path))
