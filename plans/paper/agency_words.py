"""How the names of agencies begin, in heads and in sentences."""

import re

HEADS = (
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "Y BAN NHÂN DÂN",
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "HỘI ĐỒNG NHÂN DÂN",
    "HĐND",
    "SỞ",
    "BỘ",
    "BAN",
    "PHÒNG",
    "TỔNG CỤC",
    "CHI CỤC",
    "CỤC",
    "VỤ",
    "VĂN PHÒNG",
    "THANH TRA",
    "TRUNG TÂM",
    "VIỆN",
    "TRƯỜNG",
    "HỌC VIỆN",
    "BỆNH VIỆN",
    "TỈNH ỦY",
    "THÀNH ỦY",
    "HUYỆN ỦY",
    "QUẬN ỦY",
    "THỊ ỦY",
    "ĐẢNG ỦY",
    "ĐẢNG BỘ",
    "CHÍNH PHỦ",
    "THỦ TƯỚNG CHÍNH PHỦ",
    "QUỐC HỘI",
    "CÔNG AN",
    "BẢO HIỂM XÃ HỘI",
    "KHO BẠC",
    "CHI NHÁNH",
    "HỘI",
    "ĐÀI",
    "TỔ CÔNG TÁC",
    "NGÂN HÀNG",
    "TÒA ÁN",
    "KIỂM TOÁN",
    "BÁO",
)
_heads = "|".join(re.escape(head) for head in sorted(HEADS, key=len, reverse=True))
BEGINS = re.compile(rf"(?:(?:CHỦ TỊCH|BỘ TRƯỞNG|TRƯỞNG)\s+)?(?!BAN NHÂN DÂN)(?:{_heads})\b", re.IGNORECASE)

# inside one line "UBND TỈNH AN HẢI SỞ NỘI VỤ": where the second agency begins
SECOND = re.compile(
    r"(?<=\S)(?<!ỦY)(?<!UỶ)\s+(?=(?:SỞ|THANH TRA|CHI CỤC|CỤC|TRUNG TÂM|BAN (?:QUẢN LÝ|CHỈ ĐẠO|DÂN TỘC|TỔ CHỨC|TUYÊN GIÁO)|VĂN PHÒNG"
    r"|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|ĐẢNG ỦY|PHÒNG (?:NỘI VỤ|VĂN HÓA|KINH TẾ|TÀI CHÍNH|TƯ PHÁP|Y TẾ|GIÁO DỤC"
    r"|LAO ĐỘNG|TÀI NGUYÊN|QUẢN LÝ|DÂN TỘC|NÔNG NGHIỆP|HẠ TẦNG|CÔNG THƯƠNG))\b)"
)
LEANS_ON = re.compile(
    r"(?:VÀ|CỦA|CHỦ TỊCH|BỘ TRƯỞNG|TRƯỞNG|VĂN PHÒNG|TRUNG TÂM|BAN|CƠ|PHÒNG|ĐOÀN|HỘI ĐỒNG|THUỘC|ĐẢNG ỦY|CHI BỘ|[,&-])$"
)
