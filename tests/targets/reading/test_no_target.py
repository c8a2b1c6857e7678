"""Numbers that set nothing; a false target costs an official's trust."""

import pytest

from targets.wording import read_sentence

NOTHING = [
    "Kết quả năm 2024, tỷ lệ hồ sơ đúng hạn đạt 96,8%.",
    "Đến nay, toàn tỉnh đã đạt 95% hồ sơ trực tuyến.",
    "Năm 2023 hồ sơ đúng hạn đạt 94%, tăng 1,2% so với năm 2022.",
    "Chỉ số SIPAS của huyện là 84,1%, tăng 2 bậc, theo công bố ngày 03/4/2025.",
    "Chỉ số chuyển đổi số đạt 0,61, xếp hạng 19/63.",
    "Trong quý I, Sở đã giải quyết 1.240 hồ sơ, đạt 98%.",
    "Qua kiểm tra 14 đơn vị, Đoàn phát hiện 22 thiếu sót.",
    "Đã hoàn thành 12/15 nhiệm vụ, đạt 80%.",
    "9 tháng đầu năm, tỷ lệ thanh toán trực tuyến đạt 51%.",
    "Huyện được Ủy ban nhân dân tỉnh xếp loại Tốt, đứng thứ 3 trong 11 huyện.",
    "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.",
    "Căn cứ khoản 2 Điều 15 và các điểm 3, 4 Phụ lục I.",
    "Kế hoạch số 27/KH-UBND có hiệu lực từ ngày 01/01/2026.",
    "Kinh phí thực hiện: 450 triệu đồng.",
    "Kinh phí do ngân sách huyện bảo đảm 100%.",
    "Người dân nộp trực tuyến được giảm 50% lệ phí.",
    "Hỗ trợ 100% học phí cho học viên.",
    "Đoàn kiểm tra gồm 09 thành viên.",
    "Điện thoại: 0235.3852.999, 02 đường Trần Phú.",
    "Lượt xem: 1.284",
    "Cung cấp dịch vụ công trực tuyến mức độ 3, 4.",
    "Tiếp nhận hồ sơ 24/7 trên Cổng dịch vụ công.",
    "Bộ phận Một cửa làm việc từ 7 giờ 30 phút đến 17 giờ.",
    "Phát triển mạng 5G, tốc độ 01 Gb/s.",
    "Công dân từ 14 tuổi trở lên được cấp tài khoản định danh.",
    "Phấn đấu hoàn thành 05 nhóm nhiệm vụ trọng tâm.",
    "Xã có 12 thôn và 3 trường học.",
    "Đơn vị có tỷ lệ dưới 80% thì bị trừ điểm thi đua.",
    "Sở có trên 5% hồ sơ trễ hạn phải giải trình.",
    "Công chức vi phạm từ 02 lần trở lên bị xem xét kỷ luật.",
    "Đạt từ 90% trở lên: 2 điểm; dưới 90%: 0 điểm.",
    "Loại B: từ 70 đến dưới 85 điểm.",
    "Điểm khảo sát chiếm 40% tổng điểm.",
    "Tiêu chí này có trọng số 15%.",
    "Tỷ lệ (%) = (số hồ sơ đúng hạn / tổng số hồ sơ) x 100%.",
    "Doanh nghiệp nhỏ là doanh nghiệp có không quá 50 lao động.",
    "Thời gian thực hiện: trước ngày 30/6/2026.",
    "Hồ sơ tiếp nhận trước ngày 01/7/2025 thực hiện theo quy định cũ.",
    "Số liệu tính đến ngày 14/12/2025.",
    "Đổi mới phương thức làm việc, lấy người dân làm trung tâm.",
    "Không để tình trạng hồ sơ tồn đọng kéo dài.",
    "Giám đốc Sở cho biết 90% ý kiến đã được trả lời.",
    "Hồ sơ có thời hạn dưới 07 ngày áp dụng quy trình rút gọn.",
    "Áp dụng đối với hồ sơ có thời hạn từ 12 ngày trở lên.",
    "Câu số 3 có 48% người chọn.",
    "Có tới 30% hồ sơ phải bổ sung.",
    "So với kế hoạch (85%), đạt 83%, thiếu 2%.",
    "Bảng 2: Xếp hạng 20 huyện.",
    "Đây là năm thứ 3 tỉnh nằm trong nhóm 5.",
    "Cơ cấu vốn (chi đầu tư 70%, chi thường xuyên 30%).",
    "Trực 3 người/ca, 2 ca/ngày.",
    "Bình quân mỗi ngày tiếp nhận 40 hồ sơ.",
    "Đạt dưới 85% gồm các huyện: A, B.",
    "Dịch vụ đạt 60%, đang tiếp tục hoàn thiện.",
    "Khảo sát 200 lượt: 93% hài lòng.",
    "Tỷ lệ hồ sơ đúng hạn: 95% (vượt chỉ tiêu 90%).",
    "Có 04 xã đạt trên 95%, 06 xã từ 90% đến 95%.",
    "Vẫn còn 12 hồ sơ quá hạn tại 02 xã.",
    "Năm 2018, huyện đã thực hiện lắp camera cho 100% cơ quan.",
    "Ngày 12/3/2025, Sở tổ chức hội nghị với 150 đại biểu.",
    "Đoàn kiểm tra làm việc trong 02 ngày, từ ngày 05/5 đến ngày 06/5/2026.",
    "Thời hạn gửi báo cáo: trước ngày 15 hằng tháng.",
    "Mức hỗ trợ bằng 50% mức lương tối thiểu vùng.",
    "Phấn đấu nâng thứ hạng các chỉ số của tỉnh trên 34 tỉnh, thành phố.",
    "Phòng Nội vụ: chuẩn bị tài liệu, xong trước ngày 20/4/2026.",
    "Toàn huyện giải quyết 21.480 hồ sơ trong năm 2023, trong đó đúng hạn 21.002 hồ sơ, đạt 97,8%.",
    "Kết quả, tỷ lệ hồ sơ đúng hạn đạt 98%; riêng Phòng Kinh tế đạt 90%.",
    "Cổng hiện cung cấp 1.300 dịch vụ, chiếm 72%.",
    "Công tác cải cách đạt nhiều kết quả tích cực, 100% hồ sơ được tiếp nhận qua phần mềm.",
    "Sau 4 năm thực hiện, tỉnh giảm 11% biên chế công chức.",
    "Giai đoạn 2016 - 2020, toàn tỉnh giảm 14% đơn vị sự nghiệp, vượt mục tiêu đề ra.",
    "Các xã còn lại đạt dưới 45%, trong khi hai phường thuộc nhóm thấp nhất, dưới 8%.",
    "Theo đánh giá của Bộ Nội vụ, tỉnh đứng trong nhóm 9 địa phương dẫn đầu.",
    "Kết quả tự chấm: đạt 86,5/100 điểm, xếp loại Tốt.",
    "Cấp xã: 40 đơn vị xếp loại Tốt, 9 đơn vị xếp loại Khá.",
    "Màn hình giám sát tại 100% Bộ phận Một cửa cấp xã đã hoạt động.",
    "Đối với hồ sơ quá hạn từ 03 ngày trở lên, cơ quan giải quyết phải báo cáo Chủ tịch.",
    "Lãnh đạo đơn vị bị xem xét trách nhiệm khi tỷ lệ hồ sơ trễ hạn trên 4%.",
    "Không giao thêm việc cho đơn vị có trên 6% hồ sơ quá hạn.",
    "Xã loại II có không quá 32 công chức theo quy định.",
    "Cuộc họp hợp lệ khi có ít nhất 2/3 số thành viên dự họp.",
    "Hội nghị có 60 đại biểu đến từ 14 xã.",
    "Thực hiện phương châm 5 rõ trong giao việc.",
    "Con số 42% nói lên nhiều điều.",
    "Căn cứ Nghị quyết số 18-NQ/TW về tinh giản 10% biên chế.",
    "Quý III/2024 có 11.500 lượt giao dịch, cao gấp 1,4 lần quý trước.",
    "Xã đã chi 900 triệu đồng nâng cấp 11 điểm tiếp nhận hồ sơ.",
    "Bài viết cùng chuyên mục (9) | Xem thêm | 6 bài mới",
    "Dự toán được giao là 1.320 triệu đồng, giảm 7% so với năm trước.",
    "Hai xã cuối bảng đạt dưới 68 điểm.",
    "",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_number_that_asks_for_nothing_is_no_target(sentence):
    assert read_sentence(sentence) == ()


@pytest.mark.parametrize(
    "sentence, values",
    [
        pytest.param(
            "Tối thiểu 60% thủ tục cung cấp mức độ 3, 4 theo Nghị quyết số 17/NQ-CP.", [60], id="mức độ và số văn bản"
        ),
        pytest.param("1 chỉ tiêu: 100% văn bản được ký số.", [100], id="số đếm chỉ tiêu đứng trước"),
        pytest.param("Tỷ lệ hồ sơ đã giải quyết đúng hạn đạt tối thiểu 95%.", [95], id="“đã” trong tên chỉ tiêu"),
        pytest.param("100% sở, ngành hỗ trợ người từ 60 tuổi nộp hồ sơ.", [100], id="tuổi không phải chỉ tiêu"),
        pytest.param("Tỷ lệ ký số đạt 98% (năm 2024 là 95,5%).", [98], id="số năm trước trong ngoặc"),
        pytest.param("Không có hồ sơ trễ hạn quá 15 ngày.", [0], id="số ngày nằm trong điều không để có"),
    ],
)
def test_only_what_is_asked_is_taken_from_a_mixed_sentence(sentence, values):
    assert [one.value for one in read_sentence(sentence)] == values


def test_a_year_before_the_plans_is_the_past():
    assert read_sentence("Tỉnh nằm trong top 6 cả nước về chuyển đổi số năm 2023.", year=2026) == ()
    (found,) = read_sentence("Tỷ lệ hài lòng năm 2024 đạt 83%, phấn đấu năm 2025 đạt 88%.")
    assert (found.value, found.indicator) == (88, "Tỷ lệ hài lòng")
