"""Invented papers in the layout of Nghị định 30/2020, and pages about plans; no real person, number or place."""

DEPARTMENT = """
UBND TỈNH LAM GIANG
SỞ NỘI VỤ
Số: 77/KH-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lam Giang, ngày 03 tháng 4 năm 2025

KẾ HOẠCH
Kiểm tra công tác cải cách hành chính năm 2025

Căn cứ Kế hoạch số 12/KH-UBND ngày 10/01/2025 của UBND tỉnh về cải cách hành chính năm 2025;
Sở Nội vụ ban hành Kế hoạch kiểm tra như sau:
I. MỤC ĐÍCH, YÊU CẦU
Kiểm tra tình hình thực hiện nhiệm vụ cải cách hành chính tại các cơ quan, đơn vị.
II. NỘI DUNG
1. Thời kỳ kiểm tra: từ ngày 01/01/2024 đến thời điểm kiểm tra.
2. Thành phần Đoàn kiểm tra
- Trưởng đoàn: Ông Trần Văn Minh, Phó Giám đốc Sở Nội vụ;
- Phó Trưởng đoàn: Bà Lê Thị Hoa, Trưởng phòng Cải cách hành chính;
- Thành viên: đại diện Văn phòng UBND tỉnh, Sở Tư pháp.
3. Đơn vị được kiểm tra
a) Sở Tài chính: ngày 14/5/2025;
b) UBND phường Bến Ngự, UBND xã Đồng Vân: tháng 6/2025;
c) Sở Y tế.
4. Thời gian kiểm tra: Quý II năm 2025.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Cải cách hành chính tổng hợp kết quả kiểm tra, báo cáo Giám đốc Sở trước ngày 30/7/2025.
2. Giao Văn phòng Sở chủ trì, phối hợp với Phòng Tài chính, Thanh tra Sở nâng cấp trang tin, hoàn thành trong quý II/2025.
3. Kinh phí: từ nguồn chi thường xuyên.

Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT, CCHC.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Đỗ Quang Vinh
"""

PROVINCE_ON_LINES_OF_BARS = """
| ỦY BAN NHÂN DÂN TỈNH LAM GIANG ------- Số: 09/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- Lam Giang, ngày 08 tháng 01 năm 2026 |
KẾ HOẠCH
CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC TỈNH LAM GIANG GIAI ĐOẠN 2026 - 2030
Căn cứ Nghị quyết số 19/NQ-CP ngày 02/01/2026 của Chính phủ về chương trình mẫu; Ủy ban nhân dân tỉnh ban hành:
I. MỤC TIÊU
1. Nâng cao chất lượng phục vụ.
II. NHIỆM VỤ
1. Cải cách thủ tục hành chính
- Rà soát, đơn giản hóa thủ tục hành chính nội bộ.
Đơn vị chủ trì: Văn phòng UBND tỉnh.
Đơn vị phối hợp: Sở Tư pháp; các cơ quan, đơn vị
liên quan.
Thời gian thực hiện: Quý III/2026.
- Công khai thủ tục hành chính (Cơ quan thực hiện: các sở, ban, ngành; thời gian: thường xuyên).
2. Xây dựng kho dữ liệu dùng chung. Cơ quan chủ trì: Sở Khoa học và Công nghệ. Sản phẩm: Kho dữ liệu. Kinh phí: Ngân sách tỉnh.
III. HIỆU LỰC
Kế hoạch này có hiệu lực từ ngày ký và thay thế Kế hoạch số 20/KH-UBND ngày 15/01/2021.
| Nơi nhận: - Chính phủ (b/c); - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Mai Thế Toàn |
"""

MINISTRY_DECISION = """
BỘ VĂN THƯ
Số: 210/QĐ-BVT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 5 tháng 02 năm 2024
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch cải cách hành chính năm 2024 của Bộ Văn thư
BỘ TRƯỞNG BỘ VĂN THƯ
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
Theo đề nghị của Vụ trưởng Vụ Tổ chức cán bộ.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2024 của Bộ Văn thư.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT, TCCB.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
(Đã ký)
Hoàng Thị Bích Đào
KẾ HOẠCH
Cải cách hành chính năm 2024 của Bộ Văn thư
(Ban hành kèm theo Quyết định số 210/QĐ-BVT ngày 05 tháng 02 năm 2024)
"""

PARTY_PAPER = """
ĐẢNG BỘ TỈNH LAM GIANG
HUYỆN ỦY VĨNH AN
*
Số 31-KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Vĩnh An, ngày 05 tháng 3 năm 2022
KẾ HOẠCH
thực hiện Nghị quyết số 06-NQ/TU của Ban Chấp hành Đảng bộ tỉnh
về đẩy mạnh cải cách hành chính giai đoạn 2021 - 2025
Thực hiện Nghị quyết số 06-NQ/TU ngày 20/12/2021 của Ban Chấp hành Đảng bộ tỉnh, Huyện ủy xây dựng kế hoạch:
Nơi nhận:
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC
Nguyễn Hữu Tài
"""

UNNUMBERED = """
ỦY BAN NHÂN DÂN
PHƯỜNG ĐÔNG HÀ
Số:        /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đông Hà, ngày     tháng 01 năm 2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026
Thực hiện Kế hoạch số 44/KH-UBND ngày 12/01/2026 của UBND tỉnh, UBND phường ban hành kế hoạch.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đinh Công Sơn
"""

DIRECTIVE = """
| CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- |
| Số: 06/CT-UBND | Lam Giang, ngày 21 tháng 8 năm 2023 |
CHỈ THỊ
VỀ VIỆC TĂNG CƯỜNG KỶ LUẬT, KỶ CƯƠNG HÀNH CHÍNH TRÊN ĐỊA BÀN TỈNH LAM GIANG
Chủ tịch UBND tỉnh yêu cầu:
1. Sở Tư pháp
a) Rà soát các văn bản đã hết hiệu lực và công bố theo quy định.
b) Phối hợp với Sở Nội vụ tuyên truyền.
c) Bảo đảm 100% hồ sơ được giải quyết đúng hạn.
2. Giao Sở Nội vụ chủ trì, phối hợp với Thanh tra tỉnh, Văn phòng UBND tỉnh kiểm tra, tổng hợp báo cáo trước ngày 15/12/2023.
| Nơi nhận: - Như trên; - Lưu: VT. | CHỦ TỊCH Nguyễn Hồng Lĩnh |
"""

PAGE_NAMING_THE_HEAD = """
TIN HOẠT ĐỘNG
Sở Tư pháp triển khai cải cách hành chính
Ngày đăng 12/03/2024 | 08:30
Thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2024 của UBND tỉnh, Giám đốc Sở Tư pháp tỉnh Lam Giang Trần Thu Phương vừa ký ban hành Kế hoạch số 03/KH-STP ngày 09/01/2024 về cải cách hành chính năm 2024.
Kế hoạch đề ra các chỉ tiêu: trên 99% hồ sơ trả trước hạn.
Lượt xem: 321
"""

PAGE_NAMING_THE_DISTRICT = """
Huyện Vĩnh An đẩy mạnh cải cách hành chính (20:41 09/02/2019)
Ngày 28/01/2019, đồng chí Phan Thế Hùng - Chủ tịch UBND huyện đã ký ban hành Kế hoạch số 23/KH-UBND về công tác cải cách hành chính năm 2019 của huyện Vĩnh An.
Theo đó, huyện yêu cầu các cơ quan thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.
"""

PAGE_CITING_ANOTHER_PLAN = """
Kế hoạch cải cách hành chính năm 2022
Thực hiện Kế hoạch số 4289/KH-UBND ngày 21/12/2021 của UBND tỉnh về việc ban hành Kế hoạch cải cách hành chính năm 2022, Sở Công Thương xây dựng Kế hoạch cải cách hành chính năm 2022 với những nội dung sau:
I. MỤC ĐÍCH
Nâng cao chất lượng phục vụ theo Kế hoạch số 4289/KH-UBND và các văn bản của Kế hoạch số 4289/KH-UBND.
"""

PAGE_WITHOUT_A_NUMBER = """
Kế hoạch kiểm tra công tác cải cách hành chính năm 2022 trên địa bàn thành phố Hải Bình
Thứ sáu, 06/05/2022 11:15
UBND thành phố vừa ban hành Kế hoạch cải cách hành chính năm 2022 trên địa bàn thành phố Hải Bình.
Mục đích kiểm tra là đánh giá tình hình tại các sở, ban, ngành thành phố trên địa bàn.
Đoàn kiểm tra do Phó Chủ tịch UBND thành phố Lê Quốc Cường làm Trưởng đoàn cùng với các thành viên Đoàn kiểm tra là lãnh đạo các sở, ngành: Tư pháp, Khoa học và Công nghệ, Thanh tra thành phố.
Dự kiến sẽ thực hiện kiểm tra từ tháng 6/2022 - 11/2022.
"""
