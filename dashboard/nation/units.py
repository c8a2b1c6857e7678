"""Every agency of the made-up nation in plain values, parents first, with the reorganisation of 01/07/2025."""

from dataclasses import dataclass
from datetime import date

from dashboard.nation import codes, names
from dashboard.nation.sizes import Size

REORGANISED_ON = date(2025, 7, 1)
OLD_OF_A_DISTRICT = 10  # how many former communes a district had
PHUONG = 4  # every fourth commune is a phường


@dataclass(frozen=True, slots=True)
class Unit:
    """One agency. `work`: whose size its figures have; empty where it reports nothing but what is its own.

    reports_to: the code of the province whose form it owes. merged_into: the code of its successor by merger.
    """

    pk: int
    code: str
    name: str
    short_name: str
    kind: str
    work: str
    parent: "Unit | None" = None
    reports_to: str = ""
    founded: date | None = None
    dissolved: date | None = None
    merged_into: str = ""

    @property
    def path(self) -> str:
        return f"{self.parent.path if self.parent else '/'}{self.pk}/"

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0


class Register:
    """Gives every unit its number in the order in which they are entered."""

    def __init__(self):
        self.units: list[Unit] = []

    def enter(self, **facts) -> Unit:
        unit = Unit(pk=len(self.units) + 1, **facts)
        self.units.append(unit)
        return unit


def make_units(size: Size, seed: int) -> list[Unit]:
    """All agencies of a nation of this size; the same size and seed give the same ones."""
    register = Register()
    root = register.enter(
        code=codes.ROOT, name="Chính phủ (dữ liệu tự tạo)", short_name="Chính phủ", kind="ministry", work=""
    )
    provinces = names.of_provinces(seed, len(size.communes))
    for number, (name, communes) in enumerate(zip(provinces, size.communes, strict=True), start=1):
        _ProvinceMaker(register, root, size, number, name).make(communes, seed)
    return register.units


def merged_communes(size: Size, province: int) -> range:
    """The numbers of a province's communes that were made of older ones: all in some, in the first one the last few."""
    count = size.communes[province - 1]
    if province in size.reorganised:
        return range(1, count + 1)
    return range(count - size.merged_in_first + 1, count + 1) if province == 1 else range(0)


def origins_of(commune: int) -> int:
    """How many older communes a merged one was made of: two or three."""
    return 2 + commune % 2


@dataclass
class _ProvinceMaker:
    """Enters one province with everything that stands or ever stood below it."""

    register: Register
    root: Unit
    size: Size
    number: int
    name: str

    def make(self, communes: int, seed: int) -> None:
        top = self._enter(self.root, self.code, f"UBND tỉnh {self.name}", f"Tỉnh {self.name}", "province", work="")
        departments = [self._department(top, number) for number in range(1, self.size.departments + 1)]
        self._land_office(departments[0])
        merged = merged_communes(self.size, self.number)
        older = sum(origins_of(number) for number in merged)
        places = names.of_communes(seed, self.code, communes + older)
        for number, place in enumerate(places[:communes], start=1):
            self._commune(top, number, place, REORGANISED_ON if number in merged else None)
        self._former(top, merged, places[communes:])

    @property
    def code(self) -> str:
        return codes.province(self.number)

    def _enter(self, parent: Unit, code: str, name: str, short_name: str, kind: str, *, work: str, **life) -> Unit:
        reports_to = life.pop("reports_to", self.code) if work else ""
        return self.register.enter(
            parent=parent,
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            work=work,
            reports_to=reports_to,
            **life,
        )

    def _department(self, top: Unit, number: int) -> Unit:
        called = names.DEPARTMENTS[number - 1]
        code = codes.department(self.code, number)
        name = f"{called} {self.name}" if called.endswith("tỉnh") else f"{called} tỉnh {self.name}"
        made = self._enter(top, code, name, called, "department", work="department")
        for room in range(1, self.size.rooms + 1):
            short = names.DEPARTMENT_ROOMS[room - 1]
            self._enter(made, codes.room(code, room), f"{short}, {made.name}", short, "office", work="room")
        return made

    def _land_office(self, department: Unit) -> None:
        name = f"Văn phòng đăng ký đất đai tỉnh {self.name}"
        office = self._enter(
            department, codes.land_office(self.code), name, "Văn phòng đăng ký đất đai", "centre", work="room"
        )
        for number in range(1, self.size.branches + 1):
            code, place = codes.branch(self.code, number), f"khu vực {number}, tỉnh {self.name}"
            short = f"Chi nhánh khu vực {number}"
            branch = self._enter(
                office, code, f"Chi nhánh Văn phòng đăng ký đất đai {place}", short, "branch", work="branch"
            )
            self._enter(
                branch,
                codes.counter(code),
                f"Tổ Tiếp nhận và trả kết quả {place}",
                f"Tổ {short}",
                "other",
                work="counter",
            )

    def _commune(self, top: Unit, number: int, place: str, founded: date | None) -> None:
        code, called = codes.commune(self.code, number), f"{'phường' if number % PHUONG == 0 else 'xã'} {place}"
        short = called[0].upper() + called[1:]
        made = self._enter(top, code, f"UBND {called}", short, "commune", work="commune", founded=founded)
        rooms = self.size.commune_rooms[(number - 1) % len(self.size.commune_rooms)]
        for room, is_called in enumerate(names.COMMUNE_ROOMS[:rooms], start=1):
            centre = room == 1  # receives the people's dossiers; the other rooms only their own
            kind, work = ("centre", "centre") if centre else ("office", "room")
            self._enter(
                made, codes.room(code, room), f"{is_called} {called}", is_called, kind, work=work, founded=founded
            )

    def _former(self, top: Unit, merged: range, places: list[str]) -> None:
        """What ended on the day of the reorganisation: districts, their communes, and the half that was a province."""
        if not places:
            return
        successors = [number for number in merged for _ in range(origins_of(number))]
        half = len(places) // 2 if self.number in self.size.reorganised else len(places)
        self._districts(top, places[:half], successors[:half])
        if half < len(places):
            ended = {"dissolved": REORGANISED_ON, "merged_into": self.code}
            code, name = codes.former_province(self.number), f"{self.name} (cũ)"
            other = self._enter(self.root, code, f"UBND tỉnh {name}", f"Tỉnh {name}", "province", work="", **ended)
            self._districts(other, places[half:], successors[half:])

    def _districts(self, top: Unit, places: list[str], successors: list[int]) -> None:
        ended = {"dissolved": REORGANISED_ON, "reports_to": top.code}
        district = None
        for place, (name, successor) in enumerate(zip(places, successors, strict=True)):
            if place % OLD_OF_A_DISTRICT == 0:
                number = place // OLD_OF_A_DISTRICT + 1
                called = f"huyện {name}"
                district = self._enter(
                    top,
                    codes.district(top.code, number),
                    f"UBND {called}",
                    f"Huyện {name}",
                    "district",
                    work="district",
                    **ended,
                )
            code = codes.commune(district.code, place % OLD_OF_A_DISTRICT + 1)
            into = codes.commune(self.code, successor)
            self._enter(
                district,
                code,
                f"UBND xã {name} (cũ)",
                f"Xã {name} (cũ)",
                "commune",
                work="commune",
                merged_into=into,
                **ended,
            )
