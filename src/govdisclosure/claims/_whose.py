"""Of whom a statement speaks: the organ itself, all its units, or somebody else.

Departments rarely write their whole name. 云溪县应急管理局 calls itself 县应急局: the word for the level of its place
(县), and of its task some characters in their order (应急), ending alike (局). The same with another level (市应急局),
another task (县财政局), or after the name of another place (青石县应急局) is another organ.
"""

import re
from collections.abc import Iterator

import attrs

from govdisclosure.claims._claim import ClaimScope

_UNITS = "机关|分局|局|单位|级|部门|馆|委|厅|办|镇|乡|街道|院|校|中心|行|站|会|所|室|台|队|公司|处|大队|支队|集团"
_GROUND = "无法(?:予以)?(?:提供|公开)|(?:均|并)?(?:不|未|没有)掌握"
"""本机关不掌握 is the name of a ground, and says nothing of whose figures they are."""
_OWN = (
    rf"(?:本|我)(?:{_UNITS})(?!级|{_GROUND})|(?:局|厅|委|县|市|区|省|政府|镇)机关(?!事务|单位|干部)"
    "|机关本级|[省市县区州]?(?:政府)?本级|学校|我们"
    rf"|本行政机关(?!{_GROUND})"
)
_ALL = (
    rf"(?:本|我)(?:{_UNITS})(?:机关)?(?:及|和|与)各?(?:下属|直属|所属|所辖)[^,;:。、()0-9]{{0,6}}?(?:单位|机构|部门|学校)|"
    r"(?:[全我本](?:县|市|区|省|州|旗|盟|域|系统|国)|全(?:镇|乡|街道))(?!人大|政协)(?:各级|政府系统|[教卫][育生]系统|系统|行政机关|各部门|各单位)*"
    r"|各[^,;:。、()各]{0,10}?(?:部门|单位|机关|镇街|乡镇|街道|镇办|县区|区县)|各级|[省市县区州][级直]各?(?:部门|单位|机关)|各[县市区镇乡旗州](?:\([县市区镇乡旗州、街道场办]{1,10}\))?(?:[、和及](?:[县市区镇乡州]|街道|部门|单位|有关单位))*"
)
_BELOW = (
    r"(?:各)?(?:[局厅委县市区校]属|直属|下属|所属|基层|二级)[^,;:。、()]{0,6}?(?:单位|学校|机构|部门|事业单位|企业|院|所)|上级[^,;:。、()]{0,4}?(?:部门|机关|单位)"
    r"|县(?:市)?区(?=[0-9收共])|[县市]\([市县]?、?区\)(?=[0-9收共])"
    r"|其他(?:部门|单位|机关|行政机关)"
)
_BODY = "局|委员会|委|办公室|(?<![转交督承主会])办|办公厅|厅|馆|院|中心|政府|街道办事处|街道|镇|乡|支队|大队"
_DOES = (
    r"(?=共|收|受|接|新|办[理结件毕复完]|答|制|出台|公开|主动|未|无|没|全年|[0-9]|的|、|和|等|被|因|为|作出|承办|代表)"
)
_LEVELS = "省市县区州旗盟"
_ANOTHER = (
    rf"(?:[{_LEVELS}](?:人民)?|[一-龥]{{1,3}}(?=[镇乡]|街道)|[镇乡](?=(?:人民)?政府))"
    rf"[^,;:。、()全各的0-9收受]{{0,12}}?(?:{_BODY}){_DOES}"
)
_NO_SUBJECT = frozenset("向由为对经被给与同据送报过照在由受据按合和及于从全各是")
_ACTED_FOR = ("代表", "协助", "围绕", "落实", "贯彻", "提请", "以")
"""市政府办公厅代表市政府收到: before another's name these say that it is not the one who acts."""
_SHORT = {
    "局": "全局",
    "馆": "全馆",
    "中心": "全中心",
    "校": "全校",
    "院": "全院",
    "厅": "全厅",
    "委": "全委",
    "办": "全办",
    "镇": "全镇",
    "乡": "全乡",
}


_PLACE = re.compile(
    rf"(?!城市)(?:市(?=中区)|州(?=[市县])|[^{_LEVELS}])+?"
    r"(?:省|市(?!场|容)(?<![和、]城市)|县(?!域)|区(?!域)(?<![社小]区)|州(?![市县])|旗|盟)"
)
_TOWNSHIP = re.compile(
    rf"(?:(?:人民)?政府)?(?P<place>[^{_LEVELS}]{{1,8}}?(?:镇|乡|街道))(?=(?:人民)?政府$|办事处$|办$|$)"
)
_ENDINGS = (
    ("委员会", "委(?:员?会)?(?![托派员办])"),
    ("办公室", "办(?:公室)?(?![公理结件毕复完事])"),
    ("办公厅", "办(?:公厅)?(?![公理结件毕复完事])"),
    ("办事处", "办(?:事处)?(?![公理结件毕复完事])"),
    *((ending, ending) for ending in ("分局", "中心", "支队", "大队", "医院", "学院", "大学", "公司")),
)
"""How names end, and how their short forms do. Any other name ends in its last character."""
_NO_NAME_HERE = (
    r"(?!门户|网站|官网|办公[室厅]|办(?![理结件毕复完公])|(?:人民)?政府"
    r"|部门|职能|类|机关(?:事务|干部|党)|长|部|面|势|域)"
)
"""What makes something else of a name before it: 县政府门户网站, 县政府办, 教育局局长, 局部."""
_WITH_UNITS = re.compile(
    r"(?:机关)?(?:及|和|与)(?:其|所属|各)*(?:下属|直属|所属|所辖|各|部门)[^,;:。、()0-9]{0,6}?(?:单位|机构|部门|学校)|"
    r"(?:机关)?(?:及|和|与)各(?:乡镇|镇街|镇|乡|街道)"
)
_AFTER_A_NAME = re.compile(
    rf"[{_LEVELS}]$|(?:^|[^一-龥]|[年度])[一-龥]{{1,3}}(?<![年度月日来间中外时前底末季上面计况])$"
)
"""What stands before 县应急局 if it is another county's: the name of that county, or a level (县 before 应急局)."""


@attrs.frozen
class Organs:
    """Who reports, for telling it from others. Made by `organs_of`."""

    own: re.Pattern[str]
    starts: frozenset[str]
    named: frozenset[str]
    """The characters of the name of its place, and others, after which nobody else can be meant."""

    def scope_at(self, text: str, place: int) -> tuple[ClaimScope, int] | None:
        """The scope named at a place, and where the words for it end."""
        if text[max(0, place - 1) : place] in _NO_SUBJECT:
            return None
        best: tuple[ClaimScope, int] | None = None
        if text[place] in _FIRST_OF_SCOPE:
            for scope, pattern in _SCOPES:
                match = pattern.match(text, place)
                if match is not None and (best is None or match.end() > best[1]):
                    best = scope, match.end()
        own = self._own_at(text, place)
        if own is None and best is not None and best[0] == "elsewhere":  # 青禾市云溪区教育局 where 云溪区教育局 reports
            own = self._own_at(text, place + 1)
        if own is not None and (best is None or own[1] >= best[1]):
            return own
        acts_for = best is not None and best[0] == "elsewhere" and text.endswith(_ACTED_FOR, 0, place)
        return None if acts_for else best

    def _own_at(self, text: str, place: int) -> tuple[ClaimScope, int] | None:
        """The organ's own name, with 及下属单位 or without."""
        own = self.own.match(text, place) if text[place] in self.starts else None
        if own is None or (text[place] not in self.named and _AFTER_A_NAME.search(text[max(0, place - 5) : place])):
            return None
        units = _WITH_UNITS.match(text, own.end())
        return ("own", own.end()) if units is None else ("consolidated", units.end())


_SCOPES: tuple[tuple[ClaimScope, re.Pattern[str]], ...] = (
    ("own", re.compile(_OWN)),
    ("consolidated", re.compile(_ALL)),
    ("elsewhere", re.compile(_BELOW)),
    ("elsewhere", re.compile(_ANOTHER)),
)
_FIRST_OF_SCOPE = frozenset("本我局厅委县市区省政镇乡机州旗盟学各全直下所基二上其") | frozenset(
    "东西南北中大小青白黄红新高城"
)


def organs_of(name: str | None) -> Organs:
    """What tells whether an organ named in prose is the one that reports.

    >>> organs_of("云溪县应急管理局").scope_at("县应急局收到申请", 0)
    ('own', 4)
    >>> organs_of("云溪县应急管理局").scope_at("市应急局收到申请", 0)
    ('elsewhere', 4)
    """
    bare = "".join((name or "").split())
    places = _places(bare)
    task = bare[bare.find(places[-1]) + len(places[-1]) :] if places else bare
    names = {bare, *(known for known in _wholly_named(bare, places, task) if known)}
    forms = sorted(map(re.escape, filter(None, names)), key=len, reverse=True)
    if places:
        level = re.search(r"(?:街道|.)$", places[-1])
        word = level.group() if level is not None else ""
        outer = "|".join(map(re.escape, [bare[: bare.find(places[-1])], *places[:-1]]))
        where = rf"(?:{outer}|[我本])?{_perhaps(places[-1].removesuffix(word))}{word}"
        forms += [where + form for form in _short_forms(task)]
        starts = frozenset(f"我本{places[-1].removesuffix(word)}{word[:1]}") | {place[0] for place in places}
    else:
        starts = frozenset()
    return Organs(
        re.compile(rf"(?:{'|'.join(forms)}){_NO_NAME_HERE}" if forms else "(?!)"),
        starts | {known[:1] for known in names},
        frozenset("我本全" + "".join(place[:-1] for place in places)),
    )


def _places(name: str) -> list[str]:
    """The places at the start of a name, from the outermost: 青禾市, 云溪区 of 青禾市云溪区城市管理局."""
    places: list[str] = []
    start = 0
    while (match := _PLACE.match(name, start)) is not None:
        places.append(match.group())
        start = match.end()
    township = _TOWNSHIP.match(name, start)
    return places if township is None else [*places, township["place"]]


def _wholly_named(bare: str, places: list[str], task: str) -> Iterator[str]:
    """Names without a character left out: without the outer places, without any, and 全局."""
    short = bare.replace("人民政府", "政府")
    yield short
    if places:
        inner = bare[bare.find(places[-1]) :]
        yield from (inner, inner.replace("人民政府", "政府"))
        if places[-1].endswith(("镇", "乡", "街道")):
            level = "街道" if places[-1].endswith("街道") else places[-1][-1]
            yield from (places[-1], f"全{level}")
        elif task == "人民政府":
            yield places[-1]
    if len(task) > 3 and task != "人民政府":
        yield task
    if bare.endswith("分局"):
        yield from ("分局", task[task.find("局") + 1 :])
    for ending, whole in _SHORT.items():
        if bare.endswith(ending):
            yield from {whole, "中心"} if ending == "中心" else {whole}


def _short_forms(task: str) -> Iterator[str]:
    """Patterns of the short forms of a task: 应急局 of 应急管理局, 府办 of 人民政府办公室, and 局 alone."""
    if task in ("人民政府", "政府"):
        yield "(?:人民)?政府"
        return
    government = "(?:(?:人民)?政府|府)"
    rest = task.removeprefix("人民政府")
    if rest in ("办公室", "办公厅"):
        yield f"{government}办(?:公[室厅])?(?![公理结件毕复完])"
        return
    ending, printed = next(
        ((full, form) for full, form in _ENDINGS if rest.endswith(full)), (rest[-1:], re.escape(rest[-1:]))
    )
    head = rest.removesuffix(ending)
    inner = max(head.rfind(body) for body in "局厅院") + 1
    for whole in (head, head.replace("行政", "")):
        # What is left out may be the first word, too: 审批局 of 行政审批服务局, 资规局 of 自然资源和规划局.
        for known in (whole, whole[2:].lstrip("和与"), head[inner:]):
            if known:
                yield f"{government}?{re.escape(known[0])}{_perhaps(known[1:])}{printed}"
    if ending in ("局", "厅", "馆") or not head:
        yield printed


def _perhaps(text: str) -> str:
    """A pattern for a text of which any character may be left out, and 行政 put in."""
    return "".join(f"(?:行政)?{re.escape(character)}?" for character in text)
