"""What the demonstration consists of while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sample_data.generate.dice import START

Row = dict[str, object]


@dataclass(eq=False)
class Company:
    """A company; ``standing`` is self, competitor, customer, prospect or unknown."""

    key: str
    name: str
    kana: str
    latin: str
    domain: str
    country: str
    market: str
    parent: Company | None
    share: str
    size: int
    founded: int
    standing: str
    known: date = START
    reps: list[tuple[str, date, date | None]] = field(default_factory=list)
    last_order: date | None = None
    sites: list[Site] = field(default_factory=list)

    def rep(self, day: date) -> str:
        """Return the member who looked after the company on the day."""
        return next(
            (key for key, first, last in self.reps if first <= day and (not last or day < last)), "M01"
        )


@dataclass(eq=False)
class Place:
    """A town: names, region, position and the beginning of its addresses."""

    name: str
    latin: str
    region: str
    lat: float
    lon: float
    address: str

    @property
    def country(self) -> str:
        """Country code: the beginning of the region's code."""
        return self.region.split("-")[0]


@dataclass(eq=False)
class Department:
    """A unit of a site, or of another unit."""

    key: str
    site: Site
    name: str
    latin: str
    function: str
    parent: Department | None = None


@dataclass(eq=False)
class Site:
    """A place of work with what is needed and done there: code of need or scene -> since when."""

    key: str
    company: Company
    function: str
    place: Place
    name: str
    latin: str
    departments: list[Department] = field(default_factory=list)
    needs: dict[str, date] = field(default_factory=dict)
    scenes: dict[str, date] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    is_planned: bool = False

    def at(self, day: date) -> list[Job]:
        """Return the jobs held here on the day."""
        return [job for job in self.jobs if job.is_on(day)]


@dataclass(eq=False)
class Person:
    """A contact.

    ``drive`` is the true weight in decisions, 0 to 1; ``liking`` how the person stands to us, -1 to 1.
    """

    key: str
    name: str
    kana: str
    latin: str
    sex: str
    country: str
    drive: float
    liking: float
    style: str = ""
    known: date = date(2026, 11, 20)
    jobs: list[Job] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    never_buys: bool = False

    def meet(self, day: date) -> None:
        """Note that we knew the person on this day at the latest."""
        self.known = min(self.known, day)


@dataclass(eq=False)
class Job:
    """A time in a job at a site; level 1 (staff) to 6 (board); ``end`` is the first day no longer in it."""

    person: Person
    site: Site
    department: Department | None
    level: int
    title: str
    start: date
    end: date | None = None

    @property
    def function(self) -> str:
        """What the work is about."""
        return self.department.function if self.department else "management"

    def is_on(self, day: date) -> bool:
        """Whether the job is held on the day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(eq=False)
class Product:
    """A product or a category of them; prices in yen."""

    code: str
    name: str
    kana: str
    latin: str
    category: str
    is_category: bool
    maker: Company | None
    price: int
    margin: float


@dataclass(eq=False)
class Need:
    """A need, the scene it belongs to, what answers it and where it occurs."""

    code: str
    name: str
    latin: str
    kind: str
    scene: str
    products: list[str]
    markets: list[str]
    functions: list[str]
    share: float


@dataclass(eq=False)
class Role:
    """A part in a deal; power None: nobody has judged it."""

    person: Person
    role: str
    stance: str
    power: float | None
    since: date
    evidence: str


@dataclass(eq=False)
class Deal:
    """A deal with its committee; stages are (stage, day it was reached)."""

    key: str
    name: str
    site: Site
    need: Need
    product: Product
    extras: list[Product]
    rep: str
    opened: date
    closed: date | None
    outcome: str
    amount: int
    currency: str
    stages: list[tuple[str, date]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    steps: list[tuple[Person, int]] = field(default_factory=list)


@dataclass(eq=False)
class World:
    """Everything made so far; ``rows`` holds finished rows by file."""

    companies: list[Company] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    deals: list[Deal] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    stories: dict[str, dict[str, object]] = field(default_factory=dict)
    spare_pairs: set[tuple[str, str]] = field(default_factory=set)
    """(site, category) pairs that a story needs free of deals."""
    quiet_sites: set[str] = field(default_factory=set)
    """Sites with no deals but those of the stories."""

    def company(self, name: str) -> Company:
        """Return the company whose name begins so."""
        return next(item for item in self.companies if item.name.startswith(name))

    def site(self, company: str, function: str, place: str) -> Site:
        """Return the first site of the company with this function in this town."""
        return next(
            site
            for site in self.company(company).sites
            if (site.function, site.place.name) == (function, place)
        )

    def add(self, file: str, row: Row) -> None:
        """Add a finished row to a file."""
        self.rows.setdefault(file, []).append(row)
