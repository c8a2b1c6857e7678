"""Wordings of news, of party congresses and of social and economic plans, which ask in their own manner."""

from decimal import Decimal

import pytest

from targets.wording import read_sentence

ASKED = [
    # an index's source is no report of it
    (
        "Nâng xếp hạng dữ liệu mở theo đánh giá của Bộ Khoa học và Công nghệ tăng từ 4 đến 6 bậc, đưa tỉnh vào nhóm 12"
        " tỉnh dẫn đầu.",
        [(">=", "4", "bậc", "change"), ("<=", "12", "hạng", "rank")],
    ),
    ("Năm 2027, đưa chứng thực bản sao điện tử lên mạng đạt 70%.", [("=", "70", "%", "ratio")]),
    # a verb at the head and the number behind a colon
    ("4. Giảm tỷ lệ hồ sơ dưới 5 ngày bị trễ so với năm trước: 0,4%.", [("=", "0.4", "%", "change")]),
    ("7. Giảm số hộ chưa có tài khoản: 25% (tương đương 640 hộ, 0,12%).", [("=", "25", "%", "change")]),
    ("2. Tốc độ tăng doanh nghiệp số: khoảng 6,5%.", [("=", "6.5", "%", "ratio")]),
    ("Tỷ lệ công chức xã giảm bình quân/năm: trên 3%.", [(">", "3", "%", "change")]),
    # what brackets say without a number describes
    ("Tỷ lệ công chức (đang tại chức) có chứng chỉ số: 63,5%.", [("=", "63.5", "%", "ratio")]),
    ("Tỷ lệ biểu mẫu điện tử (bao gồm cả bản song ngữ) đạt 85%.", [("=", "85", "%", "ratio")]),
    ("Tỷ lệ người dùng chữ ký số so với dân số 24%.", [("=", "24", "%", "ratio")]),
    # places among so many, grades of a group
    (
        "Phấn đấu Chỉ số quản trị công đạt từ 44 điểm trở lên; thuộc nhóm 18/34 địa phương dẫn đầu, vị trí 4/9 tỉnh"
        " vùng đồng bằng.",
        [(">=", "44", "điểm", "ratio"), ("<=", "18", "hạng", "rank"), ("=", "4", "hạng", "rank")],
    ),
    (
        "Phấn đấu Chỉ số PAPI trong nhóm các tỉnh khá trở lên, xếp 17/34 tỉnh, thành phố, 3/9 tỉnh trong vùng.",
        [(">=", None, "", "grade"), ("=", "17", "hạng", "rank"), ("=", "3", "hạng", "rank")],
    ),
    ("Đảng bộ phường hằng năm đạt: hoàn thành tốt nhiệm vụ trở lên.", [(">=", None, "", "grade")]),
    # counts that a name opens
    ("(9) Số nhà văn hóa đạt chuẩn cấp tỉnh: 06 nhà.", [("=", "6", "nhà", "count")]),
    ("Số lượng hợp tác xã dùng sàn giao dịch đạt 15 hợp tác xã.", [("=", "15", "hợp tác", "count")]),
    ("Tăng số lượng điểm nộp hồ sơ tự phục vụ lên trên 1.300 điểm.", [(">", "1300", "điểm", "count")]),
    ("Khuyến khích mỗi cụm phấn đấu có ít nhất một huyện đạt chuẩn số.", [(">=", "1", "huyện", "count")]),
    (
        "Phấn đấu số tiêu chí bình quân đạt trên 11 tiêu chí/xã, tăng thêm ít nhất 2 tiêu chí so với năm 2024.",
        [(">", "11", "tiêu chí/xã", "ratio"), (">=", "2", "tiêu chí", "change")],
    ),
    # all of them have to
    ("Toàn thể lãnh đạo phòng phải ký số văn bản.", [("=", "100", "%", "ratio")]),
    ("Tất cả chi bộ trực thuộc đều sinh hoạt chuyên đề đúng kỳ.", [("=", "100", "%", "share_of_units")]),
    # another year asks again, "phấn đấu" or not
    (
        "Tỷ lệ trẻ em có mã định danh đạt 96,5% vào năm 2026, phấn đấu 99% vào năm 2029.",
        [("=", "96.5", "%", "ratio"), ("=", "99", "%", "ratio")],
    ),
    (
        "Tỷ lệ thôn có tổ số đạt 60% vào năm 2026 và đạt 80% vào năm 2028: phấn đấu giảm tỷ lệ hộ chưa có mạng dưới"
        " 4% vào năm 2026 và dưới 2% vào năm 2028.",
        [("=", "60", "%"), ("=", "80", "%"), ("<", "4", "%"), ("<", "2", "%")],
    ),
    ("Tổng thu phí trực tuyến đạt 100% kế hoạch trở lên.", [(">=", "100", "%", "ratio")]),
    ("Các sở tập trung hoàn thiện kho dữ liệu chậm nhất trong quý II/2027.", [("<=", None, "ngày", "deadline")]),
    ("Phấn đấu tỷ trọng giá trị tăng thêm của ngành số trên 9%.", [(">", "9", "%", "ratio")]),
    # the verb next to the number moves it
    (
        "Tinh giản biên chế công chức, viên chức, phấn đấu giảm ít nhất 1,3% so với số giao năm 2018.",
        [(">=", "1.3", "%", "change")],
    ),
    ("Trong năm 2023, giảm 3% số cuộc họp cấp sở.", [("=", "3", "%", "change")]),
    (
        "Giảm tối thiểu bình quân toàn tỉnh 8% số phòng, trung tâm và 6% số cấp phó.",
        [(">=", "8", "%", "change"), (">=", "6", "%", "change")],
    ),
    (
        "Có tối thiểu 15% trường công lập tự chủ, giảm bình quân 7% chi trực tiếp từ ngân sách.",
        [(">=", "15", "%", "share_of_units"), (">=", "7", "%", "change")],
    ),
    (
        "Phấn đấu Chỉ số DDCI của sở đạt 71 điểm, tăng 1,5 điểm so với năm 2023.",
        [("=", "71", "điểm", "ratio"), ("=", "1.5", "điểm", "change")],
    ),
    # days without a year, among shares
    (
        "Tỷ lệ giải ngân đến hết ngày 30/6 đạt trên 45%, đến 31/01 năm sau đạt 92% - 97% kế hoạch tỉnh giao.",
        [(">", "45", "%", "ratio"), (">=", "92", "%", "ratio")],
    ),
    ("Phấn đấu trong năm 2027, toàn huyện đón khách đạt 240.000 lượt.", [("=", "240000", "lượt", "count")]),
    (
        "Nâng năng suất mỗi công chức một cửa lên mức tối thiểu; khu vực đô thị là 1.500 hồ sơ; khu vực miền núi là 700"
        " hồ sơ.",
        [("=", "1500", "hồ sơ", "count"), ("=", "700", "hồ sơ", "count")],
    ),
    ("Phấn đấu ít nhất 75% tiêu chí thành phần đạt điểm tối đa.", [(">=", "75", "%", "ratio")]),
    (
        "85% người dân không phải nộp lại giấy tờ mà cơ quan nhà nước đang quản lý.",
        [("=", "85", "%", "ratio")],
    ),
    ("100% phản ánh được tiếp nhận, trả lời trong thời hạn 04 ngày làm việc.", [("=", "100", "%", "ratio")]),
    ("Phấn đấu không có chi bộ yếu kém.", [("=", "0", "chi bộ", "count")]),
    # bands with two ends, bodies that something is done at, each body's own number
    ("Phấn đấu Chỉ số SIPAS thuộc nhóm 8 - 12 tỉnh dẫn đầu.", [("<=", "8", "hạng", "rank")]),
    (
        "Phấn đấu bộ chỉ số phục vụ đạt từ 88 điểm trở lên, thuộc nhóm Xuất sắc của tỉnh.",
        [(">=", "88", "điểm"), ("=", None, "", "grade")],
    ),
    ("Đến năm 2026, hoàn thành chuyển đổi số tại 9 xã.", [("=", "9", "xã", "count")]),
    ("Bố trí tối thiểu 04 quầy tiếp nhận hồ sơ.", [(">=", "4", "quầy", "count")]),
    (
        "Có ít nhất 02 sáng kiến cấp xã trở lên; 01 mô hình được nhân rộng.",
        [(">=", "2", "sáng kiến", "count"), ("=", "1", "mô hình", "count")],
    ),
    (
        "Ít nhất 18% thủ tục có hồ sơ được cắt giảm tối thiểu 1/4 thời gian giải quyết.",
        [(">=", "18", "%", "ratio")],
    ),
    (
        "Duy trì 100% hồ sơ đúng hạn ở cấp xã, phấn đấu cấp sở đạt trên 98,5%.",
        [("=", "100", "%", "ratio"), (">", "98.5", "%", "ratio")],
    ),
    ("Phấn đấu 55% hồ sơ TTHC trở lên được nộp trên mạng.", [(">=", "55", "%", "ratio")]),
    ("Tổ chức ngày tiếp dân lưu động tại thôn (03 lần/tháng).", [("=", "3", "lần/tháng", "count_per_period")]),
    (
        "Tỷ lệ hồ sơ đúng hạn (%): năm 2026: ≥ 97; năm 2027: ≥ 98.",
        [(">=", "97", "%", "ratio"), (">=", "98", "%", "ratio")],
    ),
    (
        "Thời gian cấp giấy phép giảm còn 9 ngày làm việc (giảm 6 ngày so với quy định).",
        [("=", "9", "ngày làm việc", "duration")],
    ),
    (
        "Tỷ lệ trực tuyến của phường 8 tháng đạt 64,5%, còn thiếu 5,5%; yêu cầu quý IV đạt từ 72% trở lên.",
        [(">=", "72", "%", "ratio")],
    ),
]

TOLD = [
    "Huyện tiếp tục tăng 4 bậc so với năm 2021, xếp vị trí thứ 9/18 huyện, thị xã.",
    "Trong đó, dữ liệu số ở vị trí thứ 7, hạ tầng số ở vị trí thứ 15 trong 34 tỉnh.",
    "Đến cuối năm 2023, tỷ lệ tham gia bảo hiểm đạt 92,4%, vượt 0,6%; tỷ lệ hài lòng đạt trên 86%.",
    "Tỷ lệ người cao tuổi được bảo trợ bởi ít nhất một chính sách đạt 100% (vượt so với Nghị quyết đề ra là 45%).",
    "Hiện toàn tỉnh có 310 xã (71%) đạt chuẩn, tăng 6,2% so với cuối năm 2015.",
    "Hiện 100% công chức xã dùng thư điện tử công vụ.",
    "Về nền tảng: 11/16 dịch vụ dữ liệu được dùng chính thức, đạt 68,8% mục tiêu.",
    "Tỷ trọng trên 14% trong tổng thu sẽ khẳng định vai trò của kinh tế số.",
    "Tỷ lệ nam giới dùng mạng cao hơn từ 4%-9% so với nữ giới.",
    "Trong số 40 cơ quan, có 27 đơn vị xếp hạng Tốt; không có đơn vị xếp hạng Yếu.",
    "Sở Nội vụ đã rà soát vị trí việc làm đạt chuẩn của 14 đơn vị.",
    "Trong nhiệm kỳ đã kết nạp 28 đoàn viên mới, nâng tổng số đoàn viên lên 410, tăng 96 đoàn viên so với đầu nhiệm kỳ.",
    "100% chi bộ và hơn 91% đảng viên hoàn thành tốt nhiệm vụ; 14/18 chỉ tiêu đạt và vượt kế hoạch.",
    "Xã đã không còn hộ nghèo.",
    "Dù vẫn đứng trong top 7 cả nước, tỉnh tụt 2 bậc từ vị trí thứ 3 xuống vị trí thứ 5.",
    "Trong báo cáo PAPI, tỉnh thăng hạng 3 bậc.",
    "Sở Công Thương đứng đầu với hơn 82% thủ tục trực tuyến.",
    "Công chức đi học không quá 02 tháng được hưởng nguyên lương.",
    "Trong tổng số 212 TTHC, có 96 TTHC thực hiện ở mức độ 4, chiếm 45,3%.",
]


@pytest.mark.parametrize("sentence, rules", [pytest.param(*case, id=case[0]) for case in ASKED])
def test_what_is_asked_in_another_manner_is_found(sentence, rules):
    found = [(one.comparator, one.value, one.unit, str(one.kind)) for one in read_sentence(sentence)]
    asked = [(rule[0], rule[1] and Decimal(rule[1]), *rule[2:]) for rule in rules]
    assert [one[: len(rule)] for one, rule in zip(found, asked, strict=True)] == asked


@pytest.mark.parametrize("sentence", TOLD)
def test_what_is_told_in_another_manner_is_no_target(sentence):
    assert read_sentence(sentence) == ()
