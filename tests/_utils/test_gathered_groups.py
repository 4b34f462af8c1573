"""Groups around one member each."""

import numpy as np
from scipy import sparse

from analysis._utils.gathered_groups import gathered_groups


def links(n: int, *pairs: tuple[int, int]) -> sparse.csr_array:
    centre, member = np.array(pairs).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(pairs)), (centre, member)), shape=(n, n))


def test_things_without_links_stay_alone() -> None:
    assert gathered_groups(links(3), np.arange(3)).tolist() == [0, 1, 2]


def test_groups_do_not_chain() -> None:
    # 0 and 1, 1 and 2, 2 and 3 are linked: the one in the middle comes first, and 3 is not linked to it.
    both_ways = links(4, (0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2))
    assert gathered_groups(both_ways, np.array([1, 0, 2, 3])).tolist() == [1, 1, 1, 3]
    assert gathered_groups(both_ways, np.array([0, 1, 2, 3])).tolist() == [0, 0, 2, 2]


def test_a_link_in_one_direction_makes_the_other_one_the_member() -> None:
    assert gathered_groups(links(2, (1, 0)), np.array([0, 1])).tolist() == [1, 1]
