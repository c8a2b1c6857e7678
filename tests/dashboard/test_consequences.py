"""Before an agency ends, the confirm page says what still hangs on it."""

from datetime import date

import pytest

from agencies import reorganising
from tests import make

DAY = date(2026, 7, 1)


@pytest.mark.django_db
def test_the_preview_of_an_end_names_what_still_hangs_on_the_agency():
    agency = make.agency("Sở A", parent=make.agency("Tỉnh"))
    measured = make.indicator()
    form = make.report_form(measured)
    form.agencies.add(agency)
    make.submission(agency, form)
    make.target(agency, measured)
    make.task(lead_agency=agency)
    make.user(agency)
    make.group(owner=agency, name="Các phòng")
    assert reorganising.dissolution(agency, None, DAY).notices == (
        "1 người dùng giữ vai trò tại đơn vị kết thúc hoạt động, để gửi nốt số liệu cuối cùng.",
        "Nhóm Các phòng do đơn vị kết thúc hoạt động lập: hãy chọn cơ quan khác quản lý nhóm.",
        "1 báo cáo số liệu chưa gửi: đơn vị kết thúc hoạt động vẫn phải gửi.",
        "1 nhiệm vụ chưa hoàn thành do đơn vị này chủ trì: hãy giao cho đơn vị khác.",
        "1 chỉ tiêu kế hoạch nêu tên đơn vị này: hãy điều chỉnh chỉ tiêu.",
        "1 biểu mẫu nêu tên đơn vị này (phải báo cáo hoặc kiểm tra): hãy sửa biểu mẫu.",
    )


@pytest.mark.django_db
def test_an_agency_on_which_nothing_hangs_ends_without_a_word():
    agency = make.agency("Sở A", parent=make.agency("Tỉnh"))
    assert reorganising.dissolution(agency, None, DAY).notices == ()
