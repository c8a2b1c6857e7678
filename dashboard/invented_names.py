"""Names of people for sample data, drawn by chance from a seed."""

from random import Random

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Nông", "Lò")
MIDDLE_NAMES = ("Văn", "Thị", "Minh", "Thanh", "Thu", "Đức", "Ngọc", "Quang")
GIVEN_NAMES = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hải",
    "Hương",
    "Khánh",
    "Linh",
    "Mai",
    "Nam",
    "Phúc",
    "Sơn",
    "Yến",
)


def name_of_person(seed: str) -> str:
    """The same name for the same seed."""
    chance = Random(seed)
    return " ".join(chance.choice(names) for names in (FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES))
