"""A page about a plan instead of the plan: what its wording says of number, day, issuer, title and signer."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from plans import numbering
from plans.paper.about_title import ISSUED_PLAN, title_on_page
from plans.paper.agency_words import HEADS
from plans.paper.cited import CITED
from plans.paper.foot import NAME
from plans.paper.found import DAY, PROPER, day_of, in_content
from plans.paper.lines import Line
from plans.paper.people import OFFICE_THEN_NAME
from plans.paper.shapes import Found

MOST_READ = 30_000
PLAN_WORDS = (
    r"[Kk]ế hoạch|[Qq]uyết định|[Cc]hương trình|[Cc]hỉ thị|[Đđ]ề án|[Pp]hương án|KẾ HOẠCH|[Cc]ông văn|[Vv]ăn bản|[Cc]ông điện"
    r"|[Nn]ghị quyết"
)
ISSUES = re.compile(
    r"(?<!về việc )(?<!về )(?:(?:vừa|đã|mới)\s+){0,2}(?:ký\s+ban hành|ký kết|ký|ban hành|xây dựng|phê duyệt|(?<=vừa )có|(?<=đã )có)\s+"
    rf"(?={PLAN_WORDS})"
)
CITES = re.compile(r"(?:căn cứ|thực hiện|theo|tại|kèm theo|triển khai|của|nội dung|tinh thần)\s*$", re.IGNORECASE)
MOST_CITED = 160
OF_CITED = re.compile(rf"(?:{CITED.pattern})[^,;.\n]{{0,60}}\bcủa\s[^,;.\n]{{2,70}}\s?\Z")
IN_A_LIST = re.compile(r"(?:^|[\n;])\s*[-–+•]\s*$")  # of the papers that a plan rests on
PERSON = re.compile(rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s+(?P<name>{NAME})\s*[-–,(]\s*(?P<office>[^,.;()\n]{{4,120}})")
HEAD_OF_MINISTRY = re.compile(r"Bộ trưởng\s+(?=Bộ\s)")
OF_OFFICE = re.compile(
    r"(?:Phó |Quyền |Q\. )?(?:Chủ tịch|Giám đốc|Chánh(?= Thanh tra| Văn phòng)|Trưởng(?= ban| phòng)|Bộ trưởng(?= Bộ)"
    r"|Thứ trưởng(?= Bộ)|Tổng Giám đốc|Cục trưởng|Chi cục trưởng)\s+(?:Thường trực\s+)?"
)
AGENCY = re.compile(
    r"(?:\b(?:"
    + "|".join(re.escape(head[0] + head[1:].lower()) for head in sorted(HEADS, key=len, reverse=True))
    + r")|(?<![/-])\b(?:UBND|HĐND|Ủy Ban Nhân Dân))\b"
)
NO_NAME = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND)\s+(?P<level>tỉnh|thành phố|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu)",
    re.IGNORECASE,
)
BEFORE_ISSUER = re.compile(r",\s+(?=" + AGENCY.pattern + r"|đồng chí|ông |bà |Chủ tịch|Giám đốc|Chánh|Bộ trưởng)")
BEGINNING = re.compile(r"\W*(?:[A-ZĐ]{2,5})?\W*")
NEWS_DAY = re.compile(r"[^\n.]{0,12}?(?P<day>[Nn]gày\s+(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2}))(?=,)")
LEAST, SURE = 3, 5
BEHIND_LABEL = r"(?:\s*:\s*\|?|\s*\||\t|(?=[ \n]))\s*"
CARD_SIGNER = re.compile(rf"Người ký{BEHIND_LABEL}((?!Đang){PROPER}(?: (?!Ngày|Lĩnh|Số|Tình){PROPER}){{1,4}})")
CARD_DAY = re.compile(rf"Ngày ban hành{BEHIND_LABEL}({DAY.pattern})", re.IGNORECASE)
BY_PERSON = re.compile(r"\bdo\s+(?P<who>[^.;:\n]{10,160}?)\s+ký(?:\s+ban hành)?\b")
GUESSED = "Suy từ lời văn của trang tin, không phải từ thể thức văn bản; anh/chị đối chiếu với bản ký."


@dataclass(frozen=True)
class About:
    """What a page says; None is "not found"."""

    number: Found | None = None
    issued_on: Found | None = None
    issuer: Found | None = None
    title: Found | None = None
    signer: Found | None = None
    signer_title: Found | None = None


def read_about(lines: tuple[Line, ...], content: str) -> About:
    """The sentence that says who issued which plan, and the page's headings."""
    number = _number(content)
    verb = _issuing(content, number)
    person = _person(content, verb)
    issuer = _issuer(content, verb, person)
    title = title_on_page(lines, content, number, verb)
    return About(
        number=number,
        issued_on=_day(content, number, verb),
        issuer=issuer and _whole_name(issuer, title, person, content),
        title=title,
        signer=in_content(content, *person.span("name")) if person else _on_card(content, CARD_SIGNER),
        signer_title=person and _office(content, person),
    )


def _number(content: str) -> Found | None:
    """The number of the paper that is said to be issued, not of one that is cited."""
    cited = list(CITED.finditer(content, 0, MOST_READ))
    times: dict[str, int] = {}
    for match in cited:
        times[numbering.key(match["number"])] = times.get(numbering.key(match["number"]), 0) + 1
    scored = [(_likeliness(content, match) + times[numbering.key(match["number"])], match) for match in cited]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < LEAST:
        return None
    doubt = "" if best[0] >= SURE else GUESSED
    return in_content(content, *best[1].span("number"), numbering.written(best[1]["number"]), doubt)


def _likeliness(content: str, cited: re.Match) -> int:
    before = content[max(0, cited.start() - 40) : cited.start()]
    score = 4 if re.search(r"(?:ban hành|ký|phê duyệt|(?:vừa|đã) có)\s+$", before) else 0
    score += 2 if ISSUED_PLAN.search(content, cited.end(), cited.end() + 60) else 0
    score -= 4 if CITES.search(before) or IN_A_LIST.search(before) else 0
    score += 1 if cited[0].startswith(("Kế hoạch", "KẾ HOẠCH")) else 0
    return score - (2 if re.search(r"/TW$|NĐ-CP$|NQ-CP$|-CP$", cited["number"]) else 0)


def _issuing(content: str, number: Found | None) -> re.Match | None:
    """The "ban hành" before the number; without a number the first that issues a plan."""
    if number:
        near = list(ISSUES.finditer(content, max(0, number.start - 60), number.start))
        if near:
            return near[-1]
    issuing = ISSUES.finditer(content, 0, MOST_READ)
    return next((one for one in issuing if not _is_of_cited(content, one.start())), None)


def _is_of_cited(content: str, verb_at: int) -> bool:
    """Whether it is a cited paper that issues: "Quyết định số 9/QĐ-TTg của Thủ tướng Chính phủ phê duyệt …"."""
    return bool(OF_CITED.search(content, max(_sentence_start(content, verb_at), verb_at - MOST_CITED), verb_at))


def _sentence_start(content: str, at: int) -> int:
    start = max(0, at - 400)
    ends = list(re.finditer(r"\n|(?<=[^\W\d_][^\W\d_])\.\s", content[start:at]))
    return start + ends[-1].end() if ends else start


def _day(content: str, number: Found | None, verb: re.Match | None) -> Found | None:
    """The day after the number, or the one that begins the issuing sentence; never the day of posting."""
    if number:
        after = DAY.search(content, number.end, number.end + 45)
        if after and re.fullmatch(r"\s*(?:\(|,)?\s*", content[number.end : after.start()]) and day_of(after):
            return in_content(content, *after.span(), day_of(after))
    if verb:
        begin = _sentence_start(content, verb.start())
        for before in DAY.finditer(content, begin, verb.start()):
            is_first = BEGINNING.fullmatch(content, begin, before.start())
            if day_of(before) and (is_first or BEFORE_ISSUER.match(content, before.end(), verb.start())):
                return in_content(content, *before.span(), day_of(before))
        return _day_without_year(content, begin, verb.start()) or _on_card(content, CARD_DAY, day_of)
    return _on_card(content, CARD_DAY, day_of)


def _day_without_year(content: str, begin: int, end: int) -> Found | None:
    """ "Ngày 15/01, UBND xã …": of the year in which the page was posted."""
    told, posted = NEWS_DAY.match(content, begin, end), DAY.search(content, 0, begin)
    if not told or not posted or not day_of(posted):
        return None
    try:
        day = date(day_of(posted).year, int(told["m"]), int(told["d"]))
    except ValueError:
        return None
    return in_content(content, *told.span("day"), day, GUESSED)


def _on_card(content: str, label: re.Pattern, read=None) -> Found | None:
    """A piece of the card of facts that pages of law put above a paper: "Người ký: …"."""
    told = label.search(content, 0, MOST_READ)
    return told and in_content(content, *told.span(1), read(told) if read else None)


def _person(content: str, verb: re.Match | None) -> re.Match | None:
    """Who signed: in front of the verb, or between "do" and "ký ban hành"."""
    if verb is None:
        by = BY_PERSON.search(content, 0, MOST_READ)
        return OFFICE_THEN_NAME.search(content[: by.end("who")], by.start("who")) if by else None
    begin = _sentence_start(content, verb.start())
    named = PERSON.search(content, begin, verb.start())
    if named and not content[named.end() : verb.start()].strip():
        return named
    return OFFICE_THEN_NAME.search(content[: verb.start()], begin)


def _office(content: str, person: re.Match) -> Found:
    start, end = person.span("office")
    return in_content(content, start, start + len(content[start:end].rstrip()))


def _issuer(content: str, verb: re.Match | None, person: re.Match | None) -> Found | None:
    """The agency that issued, or whose head did."""
    if verb is None and person is None:
        return None
    if person:
        office = OF_OFFICE.match(content, person.start("office"), person.end("office"))
        start = office.end() if office else person.start("office")
        return in_content(content, start, start + len(content[start : person.end("office")].rstrip()), doubt=GUESSED)
    begin = _sentence_start(content, verb.start())
    begin += len(re.match(r"(?:.*\btham mưu(?: cho)?\s+)?", content[begin : verb.start()], re.DOTALL)[0])
    prefix = re.sub(r"\([^)]*\)", lambda found: " " * len(found[0]), content[begin : verb.start()])
    named = _agency_at(prefix)
    if named is None:
        return None
    office = HEAD_OF_MINISTRY.match(prefix, named)
    start, end = begin + (office.end() if office else named), begin + len(prefix.rstrip(" ,"))
    return in_content(content, start, end) if end - start <= 160 else None


def _whole_name(issuer: Found, title: Found | None, person: re.Match | None, content: str) -> Found:
    """ "UBND huyện" with the name that the title or the page says after "huyện"; it is the page's own place."""
    bare = NO_NAME.fullmatch(str(issuer.value))
    if not bare:
        return issuer
    named = re.compile(rf"(?i:\b{bare['level']}) (?P<name>{PROPER}(?: {PROPER}){{0,3}})")
    inside = named.search(content, title.start, title.end) if title else None
    found = inside or _most_said(named, content, person)
    value = f"{issuer.value} {' '.join(found['name'].split())}" if found else issuer.value
    return replace(issuer, value=value, doubt=GUESSED)


def _most_said(named: re.Pattern, content: str, person: re.Match | None) -> re.Match | None:
    """The name said most; "Chủ tịch UBND tỉnh Trần Văn Minh" names a person, not a province."""
    who = person["name"] if person else ""
    said = [one for one in named.finditer(content, 0, MOST_READ) if not (who and one["name"].startswith(who))]
    times = Counter(one["name"] for one in said)
    return max(said, key=lambda one: times[one["name"]], default=None)


def _agency_at(prefix: str) -> int | None:
    """Where the last agency begins that reaches the verb; a name such as "Sở Văn hóa, Thể thao và Du lịch" is whole."""
    ends = max(prefix.rfind(mark) for mark in (";", ":", " - ", "”"))
    clause = AGENCY.search(prefix, ends + 1)
    last_comma = prefix.rfind(", ", 0, len(prefix) - 3)
    after_comma = AGENCY.match(prefix, last_comma + 2) if last_comma >= 0 else None
    found = after_comma or clause
    return found.start() if found else None
