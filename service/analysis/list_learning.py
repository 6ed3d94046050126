"""Learns the weights of parts from lists in which it is known what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Chosen = NDArray[np.bool_]


def learn_weights(
    lists: Sequence[tuple[Values, Chosen]], parts: int, *, penalty: float = 0.05
) -> NDArray[np.float64]:
    """Return the weights that make what was chosen most likely among what could have been.

    Parameters
    ----------
    lists
        For each chooser the values of the parts, shape (candidates, parts), and which candidates were chosen,
        shape (candidates,).
    penalty
        On the squares of the weights.

    Returns
    -------
    numpy.ndarray
        Shape (parts,), none below 0: a part only ever speaks for a candidate, so that it can be explained.
        Without lists all are 1.

    Notes
    -----
    The conditional logit (McFadden 1974), as a listwise loss (Cao et al. 2007), with a bound at 0.

    Examples
    --------
    >>> values = np.array([[1.0, 0.2], [0.0, 0.2]])
    >>> learn_weights([(values, np.array([True, False]))], 2).round(1).tolist()
    [1.6, 0.0]
    """
    if not lists:
        return np.ones(parts)
    # Solvers take a quarter of a second to load, which no other command needs.
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty * float(weights @ weights), 2.0 * penalty * weights
        for values, chosen in lists:
            score = values @ weights
            high = score.max()
            odds = np.exp(score - high)
            number = chosen.sum()
            total -= float(score[chosen].sum() - number * (high + np.log(odds.sum())))
            slope -= values[chosen].sum(axis=0) - number * (odds / odds.sum() @ values)
        return total, slope

    found = minimize(loss, np.ones(parts), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * parts)
    return np.asarray(found.x)
