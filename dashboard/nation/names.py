"""Invented names of provinces, communes and people, drawn by chance from a seed; no province of Vietnam bears one."""

from itertools import product
from random import Random

from dashboard.invented_names import name_of_person

PROVINCE_BEGINS = ("Vân", "Thạch", "Trường", "Hoàng", "Bạch", "Kim", "Ngọc", "Đan", "Lục", "Mộc")
PROVINCE_ENDS = ("Khê", "Lĩnh", "Xuyên", "Trạch", "Phố", "Nguyên Hạ", "Đàm", "Thượng")
COMMUNE_BEGINS = (
    *("Tân", "Phú", "Mỹ", "Vĩnh", "Hòa", "An", "Bình", "Long", "Đông", "Tây", "Nam", "Bắc", "Thượng", "Hạ"),
    *("Đại", "Quang", "Xuân", "Thu", "Minh", "Đức"),
)
COMMUNE_ENDS = (
    *("Lập", "Khánh", "Thuận", "Trạch", "Khê", "Lĩnh", "Đàm", "Phong", "Vân", "Sơn", "Thạch", "Điền", "Lộc"),
    *("Hưng", "Thịnh", "Cường", "Nghĩa", "Lâm", "Giang", "Phước"),
)
DEPARTMENTS = (  # the first one holds the land office
    *("Sở Nông nghiệp và Môi trường", "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương"),
    *("Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch"),
    *("Sở Dân tộc và Tôn giáo", "Thanh tra tỉnh", "Văn phòng UBND tỉnh", "Ban Quản lý các khu công nghiệp"),
)
DEPARTMENT_ROOMS = ("Văn phòng", "Phòng Kế hoạch - Tài chính", "Phòng Nghiệp vụ")
COMMUNE_ROOMS = ("Trung tâm Phục vụ hành chính công", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")


def of_provinces(seed: int, count: int) -> list[str]:
    return _drawn(f"{seed}/provinces", PROVINCE_BEGINS, PROVINCE_ENDS, count)


def of_communes(seed: int, province: str, count: int) -> list[str]:
    """Names that differ within a province; its older communes take theirs from the same list."""
    return _drawn(f"{seed}/{province}/communes", COMMUNE_BEGINS, COMMUNE_ENDS, count)


def of_person(seed: int, username: str) -> str:
    return name_of_person(f"{seed}/{username}")


def _drawn(seed: str, begins: tuple[str, ...], ends: tuple[str, ...], count: int) -> list[str]:
    """Two words each; where the pairs do not suffice, they come again with a number."""
    pairs = [f"{begin} {end}" for begin, end in product(begins, ends) if begin != end]
    Random(seed).shuffle(pairs)
    rounds = range(count // len(pairs) + 1)
    return [f"{pair} {turn + 1}" if turn else pair for turn in rounds for pair in pairs][:count]
