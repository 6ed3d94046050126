"""Who sold what where and when, up to a day: the numbers that rankings of units are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from service.analysis.accounts import Unit
from service.analysis.similarity import Tree

Table = NDArray[np.float64]
Place = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sale:
    """One deal that a seller won at a unit of an organisation.

    ``unit``: organisation and unit in it; ties are broken in their order. ``keyword``: what the title is
    about; ``category``: the official class. Together they tell what was bought. ``place``: the unit's own
    name, where ``unit`` holds ids.
    """

    seller: str
    unit: tuple[str, str]
    region: str
    on: date
    keyword: str
    category: str
    title: str
    place: str = ""

    @property
    def product(self) -> tuple[str, str]:
        """What was bought."""
        return self.keyword, self.category


@dataclass(frozen=True, slots=True)
class Sold:
    """A deal of a graph that a seller won at a unit."""

    deal_id: str
    seller_id: str
    unit_id: str
    closed_on: date
    title: str | None
    products: tuple[str, ...]


def sales_of(sold: Iterable[Sold], units: Mapping[str, Unit], tree: Tree) -> Iterator[Sale]:
    """Yield the sales at known units; of several products the first by id tells what was bought.

    Parameters
    ----------
    tree
        Of products: what is bought is the category directly above, where one is known.
    """

    def category(product: str) -> str:
        above = tree.above.get(product, ())
        return above[0][0] if above else product

    for one in sold:
        if unit := units.get(one.unit_id):
            yield Sale(
                seller=one.seller_id,
                unit=(unit.company_id or "", unit.id),
                region=unit.region or "",
                on=one.closed_on,
                keyword=category(one.products[0]) if one.products else "",
                category="",
                title=one.title or "",
                place=unit.name.replace(unit.company_name or " ", ""),
            )


class SalesHistory:
    """Sales up to a day, as places in lists and matrices.

    Attributes
    ----------
    sellers, units, organisations, regions, products
        In order; sales refer to them by their places.
    seller, unit, product, keyword
        Of each sale, shape (sales,).
    age
        Days between each sale and the last day, shape (sales,).
    """

    def __init__(self, sales: Iterable[Sale], until: date) -> None:
        self.sales: Sequence[Sale] = [sale for sale in sales if sale.on <= until]
        self.until = until
        self.sellers = sorted({sale.seller for sale in self.sales})
        self.units = sorted({sale.unit for sale in self.sales})
        self.organisations = sorted({unit[0] for unit in self.units})
        self.products = sorted({sale.product for sale in self.sales})
        self.seller_place = {seller: place for place, seller in enumerate(self.sellers)}
        self.unit_place = {unit: place for place, unit in enumerate(self.units)}
        product_place = {product: place for place, product in enumerate(self.products)}
        self.seller = _places(self.seller_place[sale.seller] for sale in self.sales)
        self.unit = _places(self.unit_place[sale.unit] for sale in self.sales)
        self.product = _places(product_place[sale.product] for sale in self.sales)
        self.keyword = _places(np.unique([sale.keyword for sale in self.sales], return_inverse=True)[1])
        self.age: Table = np.array([(until - sale.on).days for sale in self.sales], dtype=np.float64)
        region_of = {sale.unit: sale.region for sale in self.sales}
        self.regions = sorted(set(region_of.values()))
        self.organisation_of = _places(np.searchsorted(self.organisations, [unit[0] for unit in self.units]))
        self.region_of = _places(np.searchsorted(self.regions, [region_of[unit] for unit in self.units]))

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of sellers and units."""
        return len(self.sellers), len(self.units)

    def counted(self, half_life: float | None = None) -> sparse.csr_array:
        """Return how many sales each seller made at each unit, shape (sellers, units).

        Parameters
        ----------
        half_life
            Days after which a sale counts half; None: all count one.
        """
        return summed(self.decay(half_life), self.seller, self.unit, self.shape)

    def decay(self, half_life: float | None) -> Table:
        """Return how much each sale counts, shape (sales,)."""
        return np.ones(len(self.age)) if half_life is None else 0.5 ** (self.age / half_life)

    @cached_property
    def serves(self) -> sparse.csr_array:
        """Which seller sold at which unit: ones, shape (sellers, units)."""
        found = self.counted()
        found.data[:] = 1.0
        return found

    @cached_property
    def places(self) -> list[str]:
        """The name of each unit, but for its organisation's."""
        named = {sale.unit: sale.place for sale in self.sales if sale.place}
        return [named.get(unit, unit[1].replace(unit[0], "")) for unit in self.units]

    @cached_property
    def in_organisation(self) -> Table:
        """Which unit is of which organisation: ones, shape (units, organisations)."""
        return one_hot(self.organisation_of, len(self.organisations))

    @cached_property
    def in_region(self) -> Table:
        """Which unit is in which region: ones, shape (units, regions)."""
        return one_hot(self.region_of, len(self.regions))


def summed(values: Table, rows: Place, columns: Place, shape: tuple[int, int]) -> sparse.csr_array:
    """Return a matrix of values, those of one place added."""
    return sparse.csr_array(sparse.coo_array((values, (rows, columns)), shape=shape))


def one_hot(places: Place, number: int) -> Table:
    """Return a row for each place with a one in its column."""
    return np.eye(number)[places] if len(places) else np.zeros((0, number))


def _places(values: Iterable[int]) -> Place:
    return np.fromiter(values, dtype=np.intp)
