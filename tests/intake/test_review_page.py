"""The page where proposals are decided, without script and in passing (htmx)."""

import pytest
from django.urls import reverse

from intake.models import PlanIntake
from targets.terms import Kind
from tests import make
from tests.intake import made
from tests.intake.read import inner, target

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def department():
    return make.agency("Sở Nội vụ", parent=make.agency("UBND tỉnh Lam Giang"))


@pytest.fixture
def officer(client, department):
    person = make.user(department, full_name="Lê Thị Kế Hoạch")
    client.force_login(person)
    return person


def page(client, intake) -> str:
    return client.get(reverse("intake:review", args=[intake.pk])).content.decode()


def press(client, intake, key: str, state: str, headers=None, **fields):
    address = reverse("intake:decide", args=[intake.pk, key])
    return client.post(address, {"decision": state, "revision": 0, **fields}, headers=headers)


def item(intake, key: str):
    return next(one for one in PlanIntake.objects.get(pk=intake.pk).items if one.key == key)


def test_the_page_shows_the_document_marked_beside_the_proposals(client, officer):
    intake = made.intake(officer, made.on_time())
    shown = page(client, intake)
    assert 'id="o-c1"' in shown
    assert 'href="#o-c1"' in shown
    assert "Còn 1 chỗ cần xem." in shown
    assert "Tỷ lệ hồ sơ được giải quyết đúng hạn của Sở Nội vụ phải đạt tối thiểu 95% trong suốt năm 2026." in shown


def test_accepting_is_remembered_while_the_person_goes_away(client, officer):
    intake = made.intake(officer, made.on_time())
    response = press(client, intake, "c1", "accepted")
    assert response.headers["Location"] == reverse("intake:review", args=[intake.pk]) + "#kh"  # the next that waits
    client.logout()
    client.force_login(officer)
    assert item(intake, "c1").is_accepted
    assert "Đã nhận" in page(client, intake)


def test_in_passing_the_card_comes_back_with_the_count(client, officer):
    intake = made.intake(officer, made.on_time())
    shown = press(client, intake, "c1", "accepted", HTMX).content.decode()
    assert "Đã nhận" in shown
    assert 'hx-swap-oob="true"' in shown
    assert 'name="revision" value="2"' in shown  # writing asks for the document as it is now


def test_a_chosen_indicator_and_path_are_told_before_they_are_saved(client, officer):
    known = make.indicator("Tỷ lệ hồ sơ đúng hạn toàn ngành")
    intake = made.intake(officer, made.on_time())
    sent = {"revision": 0, "indicator": known.pk, "path": "reach"}
    shown = client.post(reverse("intake:decide", args=[intake.pk, "c1"]), sent, headers=HTMX).content.decode()
    assert "Tỷ lệ hồ sơ đúng hạn toàn ngành của Sở Nội vụ phải đạt tối thiểu 95% vào cuối năm 2026." in shown
    assert item(intake, "c1").revision == 0


def test_the_choice_of_a_card_is_accepted_with_it(client, officer):
    known = make.indicator("Tỷ lệ hồ sơ đúng hạn toàn ngành")
    intake = made.intake(officer, made.on_time())
    press(client, intake, "c1", "accepted", indicator=known.pk, path="reach")
    assert (item(intake, "c1").typed["indicator"], item(intake, "c1").typed["path"]) == (str(known.pk), "reach")


def test_what_the_rules_refuse_stays_open_and_says_why(client, officer):
    share = target(
        "Tỷ lệ phòng đúng hạn", kind="share_of_units", scope="phòng", inner=inner("đúng hạn từ 98%", ">=", 98, "%")
    )
    intake = made.intake(officer, share)
    shown = press(client, intake, "c1", "accepted").content.decode()
    assert "Chưa nhận được" in shown
    assert "cần chọn nhóm đơn vị" in shown
    assert item(intake, "c1").is_open


def test_a_share_that_is_worked_towards_waits_for_its_group_too(client, officer):
    """Its baselines are those of the group's members, who are not known yet."""
    share = target(
        "Tỷ lệ phòng số hoá hồ sơ", kind="share_of_units", scope="phòng", inner=inner("số hoá từ 80%", ">=", 80, "%")
    )
    intake = made.intake(officer, share)
    assert item(intake, "c1").typed["path"] == "reach"
    assert "cần chọn nhóm đơn vị" in " ".join(item(intake, "c1").faults)


def test_a_group_chosen_on_the_card_makes_a_share_whole(client, officer, department):
    group = make.group(make.agency(parent=department), owner=department, name="Các phòng", unit_noun="phòng")
    share = target(
        "Tỷ lệ phòng đúng hạn", kind="share_of_units", scope="đội", inner=inner("đúng hạn từ 98%", ">=", 98, "%")
    )
    intake = made.intake(officer, share)
    press(client, intake, "c1", "accepted", judged_group=group.pk, path="hold")
    assert item(intake, "c1").is_accepted


def test_what_no_form_asks_is_not_kept(client, officer):
    intake = made.intake(officer, made.on_time())
    typed = {**item(intake, "c1").typed, "revision": 0, "quote": "Đạt\0 95%.", "lạ": "x"}
    client.post(reverse("intake:change", args=[intake.pk, "c1"]), typed)
    assert item(intake, "c1").typed["quote"] == "Đạt 95%."
    assert "lạ" not in item(intake, "c1").typed


@pytest.fixture
def dialogues(officer):
    """A share of rooms, for which the office has no group."""
    share = target(
        "Tỷ lệ phòng tổ chức đối thoại ít nhất 2 lần/năm",
        "share_of_units",
        "=",
        "100",
        scope="phòng",
        inner=inner("tổ chức đối thoại ít nhất 2 lần/năm", ">=", 2, "lần/năm"),
    )
    return made.intake(officer, share)


AS_RATIO = "Tỷ lệ phòng tổ chức đối thoại ít nhất 2 lần/năm của Sở Nội vụ phải đạt 100%"


def test_without_such_a_group_a_share_becomes_a_ratio_that_the_office_reports(client, officer, dialogues):
    press(client, dialogues, "c1", "accepted", judged_group="khong-co", path="reach", indicator="")
    found = item(dialogues, "c1")
    assert found.is_accepted
    assert found.sentence == f"{AS_RATIO} vào cuối năm 2026."


def test_that_choice_stays_on_the_card_until_it_is_pressed(client, officer, dialogues):
    address = reverse("intake:decide", args=[dialogues.pk, "c1"])
    shown = client.post(address, {"revision": 0, "judged_group": "khong-co"}, headers=HTMX).content.decode()
    assert AS_RATIO in shown
    assert '<option value="khong-co" selected>' in shown


def test_a_group_found_later_makes_it_a_share_again(client, officer, department, dialogues):
    press(client, dialogues, "c1", "accepted", judged_group="khong-co")
    press(client, dialogues, "c1", "open", revision=1)
    rooms = make.group(make.agency(parent=department), owner=department, unit_noun="phòng")
    press(client, dialogues, "c1", "accepted", judged_group=rooms.pk, revision=2)
    assert item(dialogues, "c1").sentence.startswith("100% phòng phải có ít nhất 2 lần")


def test_dropping_and_looking_again(client, officer):
    intake = made.intake(officer, made.on_time())
    press(client, intake, "c1", "dropped")
    assert item(intake, "c1").state == "dropped"
    press(client, intake, "c1", "open", revision=1)
    assert item(intake, "c1").is_open


def test_a_page_that_is_older_than_another_decision_loses_nothing(client, officer, department):
    intake = made.intake(officer, made.on_time())
    colleague = make.user(department, full_name="Phạm Văn Đồng Nghiệp")
    client.force_login(colleague)
    press(client, intake, "c1", "dropped")
    client.force_login(officer)
    shown = press(client, intake, "c1", "accepted", path="reach").content.decode()
    assert "đề xuất này (Phạm Văn Đồng Nghiệp)" in shown
    assert "checked" in shown.split('id="cach-c1-reach"')[1][:60]
    assert item(intake, "c1").state == "dropped"
    press(client, intake, "c1", "accepted", path="reach", revision=1)
    assert item(intake, "c1").is_accepted


@pytest.mark.parametrize("sent", ["²", "-1", "", "9" * 5000])
def test_a_revision_that_no_page_sends_is_the_first(client, officer, sent):
    intake = made.intake(officer, made.on_time())
    assert press(client, intake, "c1", "accepted", revision=sent).status_code == 302
    assert item(intake, "c1").is_accepted


def test_a_choice_that_no_page_offers_is_refused_on_the_card(client, officer):
    intake = made.intake(officer, made.on_time())
    shown = press(client, intake, "c1", "accepted", indicator="²").content.decode()
    assert "Chưa nhận được" in shown
    assert item(intake, "c1").is_open


def test_a_plans_own_data_cannot_be_dropped_alone(client, officer):
    intake = made.intake(officer, made.on_time())
    assert "không bỏ riêng được" in press(client, intake, "kh", "dropped").content.decode()
    assert item(intake, "kh").is_open


def test_a_press_twice_decides_once_and_is_no_quarrel(client, officer):
    intake = made.intake(officer, made.on_time())
    for _ in range(2):
        shown = press(client, intake, "c1", "accepted", HTMX, path="hold").content.decode()
    assert "đã lưu" not in shown
    assert (item(intake, "c1").state, item(intake, "c1").revision) == ("accepted", 1)


def test_two_people_decide_on_different_proposals_side_by_side(client, officer, department):
    intake = made.intake(officer, made.on_time(), target("Số cuộc họp", "count", value="4", unit="cuộc"))
    press(client, intake, "c1", "accepted")
    client.force_login(make.user(department))
    press(client, intake, "c2", "dropped")
    assert [item(intake, key).state for key in ("c1", "c2")] == ["accepted", "dropped"]


def test_all_that_leaves_no_doubt_is_accepted_at_once(client, officer):
    make.indicator("Tỷ lệ hồ sơ được giải quyết đúng hạn")
    intake = made.intake(officer, made.on_time(), target("Số cuộc họp", "count", value="4", unit="cuộc"))
    client.post(reverse("intake:accept_settled", args=[intake.pk]))
    assert [item(intake, key).is_accepted for key in ("kh", "c1", "c2")] == [True, True, False]


def test_all_fields_can_be_changed_with_the_rules_of_the_house(client, officer):
    intake = made.intake(officer, made.on_time())
    address = reverse("intake:change", args=[intake.pk, "c1"])
    form = client.get(address).context["form"]
    assert form["value"].value() == "95"
    typed = {**item(intake, "c1").typed, "revision": 0}
    refused = client.post(address, typed | {"value": "950"}).content.decode()
    assert "không thể là 950%" in refused
    client.post(address, typed | {"value": "97,5"})
    assert "97,5%" in item(intake, "c1").sentence
    assert item(intake, "c1").is_accepted


def test_after_a_known_indicator_was_chosen_the_new_one_stays_at_hand(client, officer):
    known = make.indicator("Tỷ lệ hồ sơ đúng hạn toàn ngành")
    intake = made.intake(officer, made.on_time())
    typed = item(intake, "c1").typed | {"indicator": known.pk, "moi-name": "", "revision": 0}
    client.post(reverse("intake:change", args=[intake.pk, "c1"]), typed)
    assert item(intake, "c1").typed["moi-name"] == "Tỷ lệ hồ sơ được giải quyết đúng hạn"
    assert "toàn ngành" in item(intake, "c1").sentence


def test_a_form_older_than_another_decision_keeps_what_was_typed(client, officer):
    intake = made.intake(officer, made.on_time())
    press(client, intake, "c1", "dropped")
    address = reverse("intake:change", args=[intake.pk, "c1"])
    typed = {**item(intake, "c1").typed, "value": "91", "revision": 0}
    response = client.post(address, typed)
    assert response.context["form"]["value"].value() == "91"
    assert item(intake, "c1").state == "dropped"
    client.post(address, typed | {"revision": response.context["revision"]})
    assert "91%" in item(intake, "c1").sentence


def test_a_change_of_the_form_draws_it_anew_and_saves_nothing(client, officer):
    intake = made.intake(officer, made.on_time())
    typed = {**item(intake, "c1").typed, "revision": 0, "scope": "each", "ve_lai": "1"}
    response = client.post(reverse("intake:change", args=[intake.pk, "c1"]), typed)
    assert "judged_group" in response.context["form"].fields
    assert item(intake, "c1").revision == 0


def test_the_sentence_is_told_while_one_types(client, officer):
    intake = made.intake(officer, made.on_time())
    typed = item(intake, "c1").typed | {"value": "99"}
    said = client.post(reverse("intake:restate", args=[intake.pk, "c1"]), typed, headers=HTMX).content.decode()
    assert "tối thiểu 99%" in said


def test_a_task_is_changed_in_its_own_form(client, officer, department):
    room = make.agency("Phòng Cải cách", parent=department)
    intake = made.intake(officer, tasks=[made.task_proposal()])
    typed = item(intake, "n1").typed | {"supporting_agencies": [room.pk], "revision": 0}
    client.post(reverse("intake:change", args=[intake.pk, "n1"]), typed)
    assert item(intake, "n1").typed["supporting_agencies"] == [str(room.pk)]
    assert ("Phối hợp", "Phòng Cải cách") in item(intake, "n1").facts


def test_targets_follow_corrected_years_of_the_plan(client, officer):
    intake = made.intake(officer, made.on_time())
    press(client, intake, "c1", "accepted")
    typed = item(intake, "kh").typed | {"year_from": "2027", "year_to": "2028", "revision": 0}
    client.post(reverse("intake:change", args=[intake.pk, "kh"]), typed)
    found = item(intake, "c1")
    assert (found.typed["first_year"], found.typed["last_year"]) == ("2027", "2028")
    assert "từng năm từ 2027 đến 2028" in found.sentence
    assert found.is_accepted


def test_words_of_the_document_that_were_not_found_are_added_and_read(client, officer):
    intake = made.intake(officer)
    quote = "Mức độ hài lòng của người dân đạt từ 90% trở lên."
    client.post(reverse("intake:add", args=[intake.pk]), {"sort": "target", "quote": quote})
    added = item(intake, "c1")
    assert added.is_added
    assert intake.text["content"][added.start : added.end] == quote
    assert "90%" in added.sentence


def test_marked_words_are_found_across_the_lines_of_the_document(client, officer):
    intake = made.intake(officer)
    quote = "2. Mức độ hài lòng của người dân đạt từ 90% trở lên. 3. Rà soát quy chế"
    client.post(reverse("intake:add", args=[intake.pk]), {"sort": "task", "quote": quote})
    added = item(intake, "n1")
    assert intake.text["content"][added.start : added.end] == quote.replace(". 3.", ".\n3.")


def test_words_without_a_number_become_an_empty_proposal_to_fill_in(client, officer):
    intake = made.intake(officer)
    client.post(reverse("intake:add", args=[intake.pk]), {"sort": "target", "quote": "Nâng cao chất lượng phục vụ."})
    assert item(intake, "c1").faults
    client.post(reverse("intake:add", args=[intake.pk]), {"sort": "task", "quote": "Nâng cao chất lượng phục vụ."})
    assert item(intake, "n1").typed["content"] == "Nâng cao chất lượng phục vụ."


def test_the_page_costs_the_same_queries_for_many_proposals(client, officer, django_assert_max_num_queries):
    make.indicator(kind=Kind.COUNT, name="Số cuộc họp")
    many = made.intake(officer, *[made.on_time() for _ in range(20)], tasks=[made.task_proposal()] * 20)
    with django_assert_max_num_queries(16):
        page(client, many)


def test_a_document_that_is_not_wanted_is_set_aside(client, officer):
    intake = made.intake(officer, made.on_time())
    client.post(reverse("intake:drop", args=[intake.pk]))
    assert PlanIntake.objects.get().state == "dropped"
    assert press(client, intake, "c1", "accepted").status_code == 403
    assert not list(client.get(reverse("intake:begin")).context["waiting"])
