"""Rename, move, merge, split, dissolve: what is written, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import ActionRecord
from agencies import actions, lifecycle, reorganising
from agencies.changes import NewAgency
from agencies.models import Agency, GroupMembership, Placement, Succession
from tests import make

pytestmark = pytest.mark.django_db

BEFORE, DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 8, 1)
TODAY = date(2026, 4, 1)


@pytest.fixture
def province():
    return make.agency("Tỉnh Sông Lam")


@pytest.fixture
def by():
    return make.user()


def new(name="Phường Mới", parent=None, code="PM", kind="commune"):
    return NewAgency(code=code, name=name, kind=kind, parent=parent)


def merged(by, predecessors, successor, **given):
    return actions.merge(by=by, predecessors=predecessors, successor=successor, **{"day": DAY, "today": TODAY, **given})


class TestMerger:
    def test_several_become_a_new_one(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        one = merged(by, [first, second], new(parent=province), decision="12/NQ-HĐND")
        first.refresh_from_db()
        assert (first.dissolved_on, one.founded_on, one.decision) == (DAY, DAY, "12/NQ-HĐND")
        assert first.is_alive_on(BEFORE)
        assert not first.is_alive_on(DAY)
        assert one.is_alive_on(DAY)
        assert one.path == f"{province.path}{one.pk}/"
        rows = Succession.objects.values_list("kind", "predecessor", "successor", "day", "decision")
        assert set(rows) == {("merge", old.pk, one.pk, DAY, "12/NQ-HĐND") for old in (first, second)}
        assert set(lifecycle.predecessors(one)) == {first, second}
        assert list(lifecycle.successors(first)) == [one]

    def test_units_below_move_to_the_one_that_goes_on_and_their_old_place_is_kept(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        school = make.agency("Trường A", parent=first)
        merged(by, [first], second)
        assert lifecycle.parent_on(school, BEFORE) == first
        assert lifecycle.parent_on(school, DAY) == second
        school.refresh_from_db()
        assert school.path.startswith(second.path)
        assert school.depth == 2

    @pytest.mark.parametrize("passed", [True, False])
    def test_groups_pass_to_the_new_one_only_where_chosen(self, province, by, passed):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        communes = make.group(first, second)
        one = merged(by, [first, second], new(parent=province), pass_groups=passed)
        assert set(lifecycle.members_on(communes, BEFORE)) == {first, second}
        assert list(lifecycle.members_on(communes, DAY)) == ([one] if passed else [])

    def test_what_the_preview_says_is_what_happens(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        make.agency("Trường A", parent=first)
        make.group(first, name="Các xã")
        preview = reorganising.merger([first, second], new(parent=province), DAY)
        assert preview.lines == [
            "Sẽ lập: Phường Mới (mã PM), trực thuộc Tỉnh Sông Lam, từ ngày 01/07/2025",
            "Ghi: Phường Mới tiếp nối công việc của Xã A (sáp nhập)",
            "Ghi: Phường Mới tiếp nối công việc của Xã B (sáp nhập)",
            "Sẽ chuyển: Trường A từ Xã A sang Phường Mới, từ ngày 01/07/2025",
            "Nhóm Các xã: Xã A ra khỏi nhóm từ ngày 01/07/2025",
            f"Sẽ kết thúc hoạt động: Xã A (mã {first.code}), từ ngày 01/07/2025",
            f"Sẽ kết thúc hoạt động: Xã B (mã {second.code}), từ ngày 01/07/2025",
            "Nhóm Các xã: thành viên mới Phường Mới từ ngày 01/07/2025",
        ]
        merged(by, [first, second], new(parent=province), seen=preview.fingerprint)
        assert ActionRecord.objects.get(verb="sáp nhập").detail["lines"] == preview.lines

    def test_nothing_happens_when_the_world_changed_after_the_preview(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        preview = reorganising.merger([first], second, DAY)
        make.agency("Trường A", parent=first)
        with pytest.raises(actions.ChangedSincePreview):
            merged(by, [first], second, seen=preview.fingerprint)
        assert not Succession.objects.exists()

    def test_the_second_of_two_administrators_is_told(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        merged(by, [first], second)
        with pytest.raises(ValidationError, match="Xã A đã được ghi kết thúc hoạt động từ ngày 01/07/2025"):
            merged(by, [first], second)
        assert Succession.objects.count() == 1

    def test_one_alone_does_not_merge_into_a_new_one(self, province, by):
        with pytest.raises(ValidationError, match="ít nhất hai đơn vị"):
            merged(by, [make.agency("Xã A", parent=province)], new(parent=province))

    def test_nobody_merges_into_themselves(self, province, by):
        first = make.agency("Xã A", parent=province)
        with pytest.raises(ValidationError, match="vừa kết thúc vừa tiếp nhận"):
            merged(by, [first], first)

    def test_the_one_that_goes_on_may_not_hang_below_one_that_ends(self, province, by):
        office = make.agency("Phòng Văn hoá", parent=make.agency("Sở Văn hoá", parent=province))
        with pytest.raises(ValidationError, match="nằm dưới"):
            merged(by, [office.parent], office)

    def test_a_code_on_file_is_refused_and_nothing_is_written(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        make.agency("Khác", code="PM")
        with pytest.raises(ValidationError, match="Mã đơn vị PM đã có"):
            merged(by, [first, second], new(parent=province))
        assert not Agency.objects.filter(dissolved_on__isnull=False).exists()

    def test_one_founded_on_that_very_day_cannot_end_on_it(self, province, by):
        young = make.agency("Xã non", parent=province, founded_on=DAY, since=DAY)
        with pytest.raises(ValidationError, match="chưa có đơn vị này"):
            merged(by, [young], make.agency("Xã B", parent=province))

    def test_a_merger_dated_ahead_comes_true_on_its_day(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        school = make.agency("Trường A", parent=first)
        merged(by, [first], second, day=date(2026, 7, 1))
        school.refresh_from_db()
        assert school.parent == first
        actions.refresh_tree(today=TODAY)
        assert actions.refresh_tree(today=date(2026, 7, 1)) == 1
        school.refresh_from_db()
        assert school.parent == second

    def test_work_is_followed_through_several_mergers(self, province, by):
        old, middle, last = (make.agency(f"Xã {name}", parent=province) for name in "ABC")
        merged(by, [old], middle)
        merged(by, [middle], last, day=AFTER)
        history = lifecycle.History()
        assert history.predecessors(last.pk) == [middle.pk, old.pk]
        assert history.predecessors(last.pk, on=DAY) == []
        assert history.successors(old.pk) == [middle.pk, last.pk]


class TestSplit:
    def test_one_becomes_two_and_ends(self, province, by):
        whole = make.agency("Sở Văn hoá, Thể thao", parent=province)
        unit = make.agency("Thư viện", parent=whole)
        heirs = [new("Sở Văn hoá", province, "SVH"), new("Sở Thể thao", province, "STT")]
        made = actions.split(by=by, predecessor=whole, successors=heirs, day=DAY, today=TODAY, children_to=0)
        whole.refresh_from_db()
        assert whole.dissolved_on == DAY
        assert lifecycle.parent_on(unit, DAY) == made[0]
        assert set(lifecycle.successors(whole)) == set(made)

    def test_the_old_one_may_live_on(self, province, by):
        whole = make.agency("Sở Nội vụ", parent=province)
        unit = make.agency("Phòng A", parent=whole)
        [made] = actions.split(
            by=by, predecessor=whole, successors=[new("Ban Dân tộc", province)], day=DAY, today=TODAY, continues=True
        )
        whole.refresh_from_db()
        assert whole.dissolved_on is None
        assert lifecycle.parent_on(unit, DAY) == whole
        assert list(lifecycle.predecessors(made)) == [whole]

    def test_units_below_must_be_given_to_someone(self, province, by):
        whole = make.agency("Sở Văn hoá, Thể thao", parent=province)
        make.agency("Thư viện", parent=whole)
        heirs = [new("Sở Văn hoá", province, "SVH"), new("Sở Thể thao", province, "STT")]
        with pytest.raises(ValidationError, match="còn đơn vị trực thuộc"):
            actions.split(by=by, predecessor=whole, successors=heirs, day=DAY, today=TODAY)

    def test_two_new_ones_with_one_code_are_refused(self, province, by):
        whole = make.agency("Sở A", parent=province)
        heirs = [new("Sở B", province, "X"), new("Sở C", province, "X")]
        with pytest.raises(ValidationError, match="Mã đơn vị X đã có"):
            actions.split(by=by, predecessor=whole, successors=heirs, day=DAY, today=TODAY)

    def test_one_part_is_no_split(self, province, by):
        whole = make.agency("Sở A", parent=province)
        with pytest.raises(ValidationError, match="ít nhất 2"):
            actions.split(by=by, predecessor=whole, successors=[new(parent=province)], day=DAY, today=TODAY)


class TestDissolution:
    def test_without_anyone_to_take_over(self, province, by):
        board = make.agency("Ban Quản lý", parent=province)
        group = make.group(board)
        actions.dissolve(by=by, agency=board, taker=None, day=DAY, today=TODAY)
        board.refresh_from_db()
        assert board.dissolved_on == DAY
        assert Placement.objects.get(agency=board).until == DAY
        assert GroupMembership.objects.get(group=group).until == DAY
        assert Succession.objects.get().successor is None
        assert board.parent == province, "nơi đứng cuối cùng vẫn còn trong cây"

    def test_units_below_hold_it_back_until_someone_takes_them(self, province, by):
        board = make.agency("Ban Quản lý", parent=province)
        unit = make.agency("Trạm A", parent=board)
        with pytest.raises(ValidationError, match="Ban Quản lý còn đơn vị trực thuộc"):
            actions.dissolve(by=by, agency=board, taker=None, day=DAY, today=TODAY)
        actions.dissolve(by=by, agency=board, taker=province, day=DAY, today=TODAY)
        assert lifecycle.parent_on(unit, DAY) == province


class TestRename:
    def test_the_agency_stays_and_its_old_name_is_still_found(self, by):
        agency = make.agency("Sở Lao động")
        actions.rename(by=by, agency=agency, new_name="Sở Nội vụ", new_short_name="SNV", day=DAY, today=TODAY)
        agency.refresh_from_db()
        assert (agency.name, agency.short_name) == ("Sở Nội vụ", "SNV")
        assert (lifecycle.name_on(agency, BEFORE), lifecycle.name_on(agency, DAY)) == ("Sở Lao động", "Sở Nội vụ")
        assert list(Agency.objects.matching("so LAO dong")) == [agency]

    def test_a_name_dated_ahead_is_borne_from_its_day(self, by):
        agency = make.agency("Sở Lao động")
        day = date(2026, 5, 1)
        actions.rename(by=by, agency=agency, new_name="Sở Nội vụ", day=day, today=TODAY)
        agency.refresh_from_db()
        assert agency.name == "Sở Lao động"
        actions.refresh_tree(today=day)
        agency.refresh_from_db()
        assert agency.name == "Sở Nội vụ"

    def test_renames_follow_one_another(self, by):
        agency = make.agency("Một")
        actions.rename(by=by, agency=agency, new_name="Hai", day=DAY, today=TODAY)
        with pytest.raises(ValidationError, match="đã được ghi đổi tên thành Hai từ ngày 01/07/2025"):
            actions.rename(by=by, agency=agency, new_name="Không", day=BEFORE, today=TODAY)
        agency.refresh_from_db()
        actions.rename(by=by, agency=agency, new_name="Ba", day=AFTER, today=TODAY)
        assert [name.text for name in lifecycle.names_of(agency)] == ["Một", "Hai", "Ba"]

    def test_the_same_name_is_no_rename(self, by):
        with pytest.raises(ValidationError, match="trùng"):
            actions.rename(by=by, agency=make.agency("Một"), new_name=" Một ", day=DAY, today=TODAY)

    def test_a_slip_in_the_name_is_mended_without_a_rename(self, by):
        agency = make.agency("Một")
        actions.rename(by=by, agency=agency, new_name="Haii", day=DAY, today=TODAY)
        agency.refresh_from_db()
        actions.correct_agency(by=by, agency=agency, name="Hai", today=TODAY)
        actions.refresh_tree(today=TODAY)
        agency.refresh_from_db()
        assert agency.name == "Hai"
        assert lifecycle.name_on(agency, BEFORE) == "Một"


class TestMove:
    def test_the_old_place_is_kept(self, province, by):
        old, fresh = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
        office = make.agency("Chi cục", parent=old)
        actions.place(by=by, agency=office, parent=fresh, day=DAY, today=TODAY)
        office.refresh_from_db()
        assert (lifecycle.parent_on(office, BEFORE), lifecycle.parent_on(office, DAY)) == (old, fresh)
        assert office.path == f"{fresh.path}{office.pk}/"

    @pytest.mark.parametrize("depth", [0, 1, 2])
    def test_never_under_itself_or_its_own(self, province, by, depth):
        line = [make.agency("Sở A", parent=province)]
        line.append(make.agency("Chi cục", parent=line[0]))
        line.append(make.agency("Trạm", parent=line[1]))
        with pytest.raises(ValidationError, match="không thể chuyển một đơn vị vào dưới chính nó"):
            actions.place(by=by, agency=line[0], parent=line[depth], day=DAY, today=TODAY)

    def test_nor_under_one_that_will_be_its_own_later(self, province, by):
        first, second = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
        actions.place(by=by, agency=second, parent=first, day=date(2027, 1, 1), today=TODAY)
        with pytest.raises(ValidationError, match="ngày 01/01/2027"):
            actions.place(by=by, agency=first, parent=second, day=DAY, today=TODAY)

    @pytest.mark.parametrize(
        ("life", "words"),
        [
            pytest.param({"founded_on": AFTER}, "thành lập từ ngày 01/08/2025", id="cấp trên chưa lập"),
            pytest.param({"dissolved_on": BEFORE}, "kết thúc hoạt động từ ngày 30/06/2025", id="cấp trên đã hết"),
        ],
    )
    def test_only_under_someone_who_lives(self, province, by, life, words):
        office, above = make.agency("Chi cục", parent=province), make.agency("Sở", parent=province, **life)
        with pytest.raises(ValidationError, match=words):
            actions.place(by=by, agency=office, parent=above, day=DAY, today=TODAY)

    @pytest.mark.parametrize(
        ("life", "words"),
        [
            pytest.param({"founded_on": AFTER}, "chưa có đơn vị này", id="trước khi lập"),
            pytest.param({"dissolved_on": DAY}, "đã được ghi kết thúc", id="sau khi hết"),
        ],
    )
    def test_only_within_its_own_life(self, province, by, life, words):
        office, above = make.agency("Chi cục", parent=province, **life), make.agency("Sở", parent=province)
        with pytest.raises(ValidationError, match=words):
            actions.place(by=by, agency=office, parent=above, day=DAY, today=TODAY)

    def test_the_same_day_again_mends_the_entry(self, province, by):
        office, wrong, right = (make.agency(name, parent=province) for name in ("Chi cục", "Sở A", "Sở B"))
        actions.place(by=by, agency=office, parent=wrong, day=DAY, today=TODAY)
        actions.place(by=by, agency=office, parent=right, day=DAY, today=TODAY)
        assert list(office.placements.values_list("parent", "from_day", "until")) == [
            (province.pk, None, DAY),
            (right.pk, DAY, None),
        ]

    def test_not_before_a_move_on_file(self, province, by):
        office, above = make.agency("Chi cục", parent=province), make.agency("Sở", parent=province)
        actions.place(by=by, agency=office, parent=above, day=AFTER, today=TODAY)
        with pytest.raises(ValidationError, match="đã được ghi chuyển sang Sở từ ngày 01/08/2025"):
            actions.place(by=by, agency=office, parent=None, day=DAY, today=TODAY)


class TestGroups:
    def test_members_come_and_go_from_a_day(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        group = make.group(first)
        actions.set_group_members(by=by, group=group, joining=[second], leaving=[first], day=DAY, today=TODAY)
        assert list(lifecycle.members_on(group, BEFORE)) == [first]
        assert list(lifecycle.members_on(group, DAY)) == [second]

    def test_who_leaves_one_group_stays_in_the_others(self, province, by):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        left, kept = make.group(first, second), make.group(first)
        actions.set_group_members(by=by, group=left, joining=[], leaving=[first], day=DAY, today=TODAY)
        assert [list(lifecycle.members_on(group, DAY)) for group in (left, kept)] == [[second], [first]]

    def test_who_is_in_already_does_not_join_again(self, province, by):
        first = make.agency("Xã A", parent=province)
        with pytest.raises(ValidationError, match="Không có gì thay đổi"):
            actions.set_group_members(by=by, group=make.group(first), joining=[first], leaving=[], day=DAY, today=TODAY)

    def test_nobody_joins_and_leaves_at_once(self, province, by):
        first = make.agency("Xã A", parent=province)
        with pytest.raises(ValidationError, match="vừa vào vừa ra"):
            actions.set_group_members(by=by, group=make.group(), joining=[first], leaving=[first], day=DAY, today=TODAY)

    def test_the_dead_do_not_join(self, province, by):
        first = make.agency("Xã A", parent=province, dissolved_on=DAY)
        with pytest.raises(ValidationError, match="kết thúc hoạt động"):
            actions.set_group_members(by=by, group=make.group(), joining=[first], leaving=[], day=DAY, today=TODAY)
