"""How large a made-up nation is."""

from dataclasses import dataclass

# Communes of 34 provinces, 3,321 together as after 01/07/2025; how many of them stand where is made up.
COMMUNES_OF_PROVINCES = (
    *(170, 162, 144, 131, 126, 122, 120, 118, 112, 108, 104, 103),
    *(102, 101, 100, 99, 97, 96, 95, 94, 92, 91, 90, 88, 85, 82),
    *(76, 73, 70, 66, 61, 53, 48, 42),
)


@dataclass(frozen=True)
class Size:
    """How much to make.

    communes: of each province. departments, rooms, branches: of each province, department, land office. commune_rooms:
    how many rooms the first, second, third commune has, and so on around. reorganised: numbers of the provinces whose
    communes were all merged from older ones on 01/07/2025; in the first province a few were. long_targets, long_years:
    of the long plan. checkers: people who may confirm at the first province at once. waiting: reports sent to it and
    not confirmed.
    """

    communes: tuple[int, ...]
    departments: int = 14
    rooms: int = 3
    branches: int = 10
    commune_rooms: tuple[int, ...] = (3, 2, 2)
    reorganised: tuple[int, ...] = ()
    merged_in_first: int = 9
    long_targets: int = 200
    long_years: int = 5
    checkers: int = 60
    waiting: int = 90


SIZES = {
    "nation": Size(communes=COMMUNES_OF_PROVINCES, reorganised=(13, 18, 24, 30)),
    "province": Size(communes=(102,)),
    "small": Size(communes=(70, 26, 18), departments=8, rooms=2, branches=4, reorganised=(3,)),
    "tiny": Size(
        communes=(6, 4),
        departments=2,
        rooms=1,
        branches=1,
        commune_rooms=(1, 0),
        reorganised=(2,),
        merged_in_first=1,
        long_targets=6,
        long_years=2,
        checkers=2,
        waiting=4,
    ),
}
