"""The keyness measures by name, each a function of the counts and the articles of both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis._utils.content_hiding import hides_content
from analysis.stats import effect_sizes, exact_tests, keyness_tests, rank_tests

if TYPE_CHECKING:
    from scipy import sparse

Array = np.ndarray
LEAST_ARTICLES = 2


@hides_content
@dataclass(frozen=True)
class Sides:
    """What both sides of each pair have of each item.

    Attributes
    ----------
    x, b : array of float, shape (pairs, items)
        Occurrences in the outlet and on the other side.
    n, n_b : array of float, shape (pairs, 1)
        Their words.
    rates : scipy.sparse.csr_array, shape (articles, items)
        Relative frequencies.
    own, other : array of bool, shape (pairs, articles)
        Articles of either side; none where the other side is a frequency list.
    """

    x: Array
    n: Array
    b: Array
    n_b: Array
    rates: sparse.csr_array
    own: Array
    other: Array

    @property
    def without_articles(self) -> Array:
        """Which pairs have a side of fewer than two articles, of shape (pairs,)."""
        few: Array = np.minimum(self.own.sum(1), self.other.sum(1)) < LEAST_ARTICLES
        return few

    @cached_property
    def texts(self) -> tuple[Array, Array]:
        """Articles of either side with the item, of shape (pairs, items)."""
        occurs = (self.rates > 0).astype(float)
        return self.own @ occurs, self.other @ occurs

    @cached_property
    def log_odds(self) -> tuple[Array, Array]:
        """Log-odds ratio and its z, with both sides pooled as the prior."""
        prior, size = self.x + self.b, self.n + self.n_b
        return effect_sizes.log_odds_dirichlet(
            self.x, self.b, self.n, self.n_b, prior=prior, prior_size=size, variance="4-term"
        )

    @cached_property
    def text_dispersion_g2(self) -> Array:
        """Text-dispersion keyness; NaN for a side of fewer than two articles."""
        sizes = (articles.sum(1, keepdims=True) for articles in (self.own, self.other))
        return self._over_articles(keyness_tests.text_dispersion_g2(*self.texts, *sizes))

    @cached_property
    def ranks(self) -> rank_tests.MannWhitney:
        """Wilcoxon test of relative frequencies; NaN for a side of fewer than two articles."""
        return rank_tests.MannWhitney(
            *map(self._over_articles, rank_tests.mann_whitney(self.rates, self.own, self.other))
        )

    def _over_articles(self, values: Array) -> Array:
        return np.where(self.without_articles[:, None], np.nan, values)


# Every keyness measure; those over counts have the name of their function in stats, the conservative ones are corrected
# over items.
MEASURES: dict[str, Callable[[Sides, int], Array]] = {
    "g2_2term": lambda s, items: keyness_tests.g2_2term(s.x, s.b, s.n, s.n_b),
    "g2_4term": lambda s, items: keyness_tests.g2_4term(s.x, s.b, s.n, s.n_b),
    "g2_williams": lambda s, items: keyness_tests.g2_williams(s.x, s.b, s.n, s.n_b),
    "chi_squared": lambda s, items: keyness_tests.chi_squared(s.x, s.b, s.n, s.n_b),
    "chi_squared_yates": lambda s, items: keyness_tests.chi_squared_yates(s.x, s.b, s.n, s.n_b),
    "conditional_odds_ratio": lambda s, items: exact_tests.conditional_odds_ratio(s.x, s.b, s.n, s.n_b),
    "log_ratio": lambda s, items: effect_sizes.log_ratio(s.x, s.b, s.n, s.n_b),
    "conservative_log_ratio": lambda s, items: effect_sizes.conservative_log_ratio(s.x, s.b, s.n, s.n_b, m=items),
    "conservative_log_ratio_normal": lambda s, items: effect_sizes.conservative_log_ratio_normal(
        s.x, s.b, s.n, s.n_b, m=items
    ),
    "percent_diff": lambda s, items: effect_sizes.percent_diff(s.x, s.b, s.n, s.n_b),
    "pmi": lambda s, items: effect_sizes.pmi(s.x, s.b, s.n, s.n_b),
    "log_odds": lambda s, items: s.log_odds[0],
    "log_odds_z": lambda s, items: s.log_odds[1],
    "text_dispersion_g2": lambda s, items: s.text_dispersion_g2,
    "wilcoxon_z": lambda s, items: s.ranks.z,
    "wilcoxon_p": lambda s, items: keyness_tests.normal_p(s.ranks.z),
    "rank_biserial": lambda s, items: s.ranks.rank_biserial,
}
# Those that are computed from articles, not from counts alone.
OVER_ARTICLES = ("text_dispersion_g2", "wilcoxon_z", "wilcoxon_p", "rank_biserial")
