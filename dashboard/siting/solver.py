"""The maximal covering location problem, solved exactly: the k sites that reach the most weight."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from data_access.errors import UsageError

WEIGHT_DECIMALS = 6
PATIENCE_S = 10.0

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


def best_sites(reaches: Mask, weights: Numbers, sites: int, patience_s: float = PATIENCE_S) -> list[int]:
    """Return the columns, at most `sites`, that together reach the most weight.

    `reaches[point, site]` says whether a site reaches a demand point. Points reached by the same sites are
    added up, and a site that reaches nothing beyond what another one does is set aside (the first of equal
    ones stays): neither changes the optimum, and both make the problem small. Raises UsageError when the
    best ones are not known in time: a hundred candidates take well under a second, several hundred that
    overlap a lot may not.
    """
    groups, totals = _grouped(reaches, weights)
    kept = _undominated(groups)
    if len(kept) > sites:
        kept = kept[_optimum(groups[:, kept], totals, sites, patience_s)]
    return [int(site) for site in kept]


def _grouped(reaches: Mask, weights: Numbers) -> tuple[Mask, Numbers]:
    """Return one row per set of sites that reaches anybody, with its weight."""
    useful = reaches.any(axis=1) & (weights > 0)
    packed, which = np.unique(np.packbits(reaches[useful], axis=1), axis=0, return_inverse=True)
    totals = np.bincount(which.reshape(-1), weights[useful], minlength=len(packed))
    groups = np.unpackbits(packed, axis=1, count=reaches.shape[1]).astype(bool)
    return groups, np.round(totals, WEIGHT_DECIMALS)


def _undominated(groups: Mask) -> NDArray[np.intp]:
    """Return the sites that reach something no other single site wholly does."""
    sizes = groups.sum(axis=0)
    counted = groups.astype(np.float64)
    shared = counted.T @ counted
    within = shared == sizes[:, np.newaxis]
    equal_before = np.tri(len(sizes), k=-1, dtype=bool)
    strictly = within & (sizes[:, np.newaxis] < sizes)
    twins = within & (sizes[:, np.newaxis] == sizes) & equal_before
    return np.flatnonzero((sizes > 0) & ~(strictly | twins).any(axis=1))


def _optimum(groups: Mask, totals: Numbers, sites: int, patience_s: float) -> Mask:
    """Return which sites are chosen: x per site (0 or 1), y per group (how much of it is reached)."""
    points, among = groups.shape
    reached_by_chosen = hstack([csr_array(-groups.astype(float)), eye_array(points)])
    budget = csr_array(np.concatenate([np.ones(among), np.zeros(points)])[np.newaxis, :])
    solution = milp(
        c=np.concatenate([np.zeros(among), -totals]),
        integrality=np.concatenate([np.ones(among), np.zeros(points)]),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(reached_by_chosen, ub=0), LinearConstraint(budget, ub=sites)],
        options={"mip_rel_gap": 0, "time_limit": patience_s},
    )
    if not solution.success:
        raise UsageError(
            "Le meilleur choix d'arrêts demande trop de calcul : réduisez le rayon, le nombre d'arrêts ou "
            "le territoire."
        )
    return np.asarray(solution.x[:among] > 0.5)
