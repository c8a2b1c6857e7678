"""Verbs of work: where the name of an agency ends and what it is to do begins."""

import re

WORK = (
    "lãnh đạo|tham mưu|xây dựng|tổ chức|theo dõi|hướng dẫn|tổng hợp|rà soát|triển khai|thực hiện|đôn đốc|kiểm tra|bố trí|báo cáo|nghiên cứu"
    "|đề xuất|đánh giá|tiếp tục|kịp thời|trình|tuyên truyền|nâng cấp|nâng cao|cập nhật|hoàn thành|hoàn thiện|đẩy mạnh|tăng cường"
    "|số hóa|ban hành|công bố|công khai|lồng ghép|vận hành|duy trì|phát triển|tập huấn|bồi dưỡng|đào tạo|khảo sát|kiểm soát"
    "|giải quyết|xử lý|thẩm định|cung cấp|chuẩn hóa|kết nối|hỗ trợ|thống kê|chấm điểm|tham gia|đăng tải|chỉ đạo|tích hợp|sửa đổi"
    "|bổ sung|lấy ý kiến|phổ biến|quán triệt|sơ kết|tổng kết|gửi|thành lập|phân bổ|kiện toàn|xác định|giám sát|chuẩn bị|lập|làm"
    "|cân đối|thường xuyên|định kỳ|chủ động|căn cứ|chịu trách nhiệm|có trách nhiệm|được giao|là|phân công|cử|đảm bảo|bảo đảm"
    "|chủ trì|phối hợp|tiếp nhận|khắc phục|xác minh|khen thưởng|nhân rộng|cắt giảm|đơn giản hóa|để|nhằm|trong việc"
)
VERB = re.compile(
    rf"(?<!Ban )(?<!Đoàn )(?<!Tổ )(?<!Các )(?<!các )\b(?:{WORK})\b(?! (?:chính trị|cán bộ|hành chính công))"
)
