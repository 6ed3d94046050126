"""Counts wrong access tokens by address, so that guessing gets slow. In memory, and of bounded size."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable


class Attempts:
    """Failures of the last while, by network address.

    Parameters
    ----------
    allowed
        Failures after which an address has to wait.
    window
        Seconds after which a failure is forgotten.
    addresses
        Addresses remembered at most; the one that failed longest ago goes first.
    clock
        Seconds that only go forward.
    """

    def __init__(
        self,
        allowed: int = 10,
        window: float = 60.0,
        addresses: int = 4096,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allowed = allowed
        self._window = window
        self._addresses = addresses
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def failed(self, address: str) -> None:
        """Remember a failure."""
        key = _network(address)
        with self._lock:
            times = self._failures.setdefault(key, deque(maxlen=self._allowed))
            times.append(self._clock())
            self._failures.move_to_end(key)
            while len(self._failures) > self._addresses:
                self._failures.popitem(last=False)

    def wait(self, address: str) -> int:
        """Return the whole seconds an address has to wait, 0 for none."""
        with self._lock:
            times = self._failures.get(_network(address))
            if times is None or len(times) < self._allowed:
                return 0
            left = times[0] + self._window - self._clock()
            return max(0, math.ceil(left))


def _network(address: str) -> str:
    """Return what counts as one address: whoever has one IPv6 address has its whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
