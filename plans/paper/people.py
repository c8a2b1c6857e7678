"""Names of people in papers: where an office ends and a name begins."""

import re

from plans.paper.found import PROPER

SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đào|Lương|Hà|Cao|Tạ|Lâm|Trương|Châu|Tô"
    "|Đoàn|Quách|Thái|Chu|Tăng|Phùng|Kiều|Vương|La|Lưu|Nông|Triệu|Hứa|Bạch|Đàm|Văn|Từ|Quan|Tống|Thân|Khổng|Doãn|Mạc|Giáp|Lục|Ma"
    "|Vi|Lò|Cầm|Quàng|Giàng|Sùng|Thào|Vàng|Điểu|Rơ|Siu|Ksor"
)
OFFICES = (
    r"(?:Phó |Quyền |Q\. )?(?:Chủ tịch|Tổng Giám đốc|Giám đốc|Chánh|Trưởng|Bộ trưởng|Thứ trưởng|Cục trưởng|Chi cục trưởng"
    r"|Viện trưởng|Bí thư|Hiệu trưởng)(?: [Tt]hường trực)?"
)
# "Giám đốc Sở Tư pháp tỉnh An Hải Trần Thu Phương": the office, and from the first surname behind it the name
NO_PLACE = r"(?<!tỉnh )(?<!phố )(?<!huyện )(?<!quận )(?<!xã )(?<!phường )"  # of two words, such as "Hà Nội"
OFFICE_THEN_NAME = re.compile(
    rf"(?P<office>\b{OFFICES}\b[^,;:.()\n]{{2,120}}?)\s+(?P<name>(?!Hồ Chí Minh\s*$)"
    rf"(?:(?:{SURNAMES})(?:\s+{PROPER}){{2,3}}|{NO_PLACE}(?:{SURNAMES})\s+{PROPER}))\s*$"
)
