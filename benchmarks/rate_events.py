"""Two sides over events, also where each outlet has an angle of its own in each event."""

from __future__ import annotations

import numpy as np
import pandas as pd
from rate_samples import KIND, LEAST, Scored, Tally, Times, asked_kinds, drawn, topics_of
from samples import Array, Counts, Rows

from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit

# Events, articles of either side in each, and whether each side has a topic of its own in each event.
EVENTS = (
    (8, 4, 4, True), (8, 4, 4, False), (20, 4, 4, True), (20, 4, 4, False),
    (10, 1, 3, False), (20, 1, 3, False), (40, 1, 3, False), (20, 1, 3, True),
)  # fmt: skip


def over_events(tally: Tally, scored: Scored, group: str, times: Times, rng: np.random.Generator) -> list[str]:
    """Two sides over events, by the public test; returns the names of the rows."""
    names = []
    for events, own, other, angle in EVENTS:
        names.append(f"{events} events, {own} v {other} articles in each{', angles' if angle else ''}")
        pools = [
            pool
            for name in scored.groups[group]
            for pool in [np.flatnonzero(scored.outlet == name)]
            if len(pool) >= events * (own + other) and (not angle or topics_of(scored, name, max(own, other)) >= 8)
        ]
        for pool in pools:
            for run in range(-(-times.few // len(pools))):
                rows = _of_events(rng, pool, scored.topic, (events, own, other), angle=angle)
                for measure in ("terms", *KIND) if run < -(-times.words // len(pools)) else KIND:
                    table = _matrices(scored.counts[measure], rows, (events, own, other))
                    found = next(paired(table, table.articles["outlet"].to_numpy(), [("a", "b")], 0.95))
                    count = np.abs(table.x).sum(0)[None]
                    tally.add_tests(names[-1], group, found.difference.p[None], asked_kinds(measure, count))
    return names


def _of_events(rng: np.random.Generator, pool: Rows, topic: Array, sizes: tuple[int, int, int], *, angle: bool) -> Rows:
    """Articles by event and side, (events, own + other)."""
    events, own, other = sizes
    if not angle:
        return drawn(rng, pool, np.full(events, own + other)).reshape(events, -1)
    known = pd.Series(topic[pool])
    number = known.value_counts()
    wide = number.index[number >= max(own, other)].to_numpy()
    by_topic = {one: pool[(known == one).to_numpy()] for one in wide}
    return np.array([
        np.concatenate([
            rng.choice(by_topic[one], size, replace=False)
            for one, size in zip(rng.choice(wide, 2, replace=False), (own, other), strict=True)
        ])
        for _ in range(events)
    ])  # fmt: skip


def _matrices(counts: Counts, rows: Rows, sizes: tuple[int, int, int]) -> Matrices:
    """The scores of these articles with their events and sides, words counted 5 times or more."""
    events, own, other = sizes
    flat = rows.ravel()
    x, n = counts.x[flat], counts.n[flat]
    if x.shape[1] > 100:
        x = x[:, np.flatnonzero(np.asarray(x.sum(0)).ravel() >= LEAST)]
    articles = pd.DataFrame({
        "article_id": [str(i) for i in range(len(flat))],
        "outlet": np.tile(np.repeat(["a", "b"], [own, other]), events),
        "event": np.repeat([f"{i:03}" for i in range(events)], own + other),
    })  # fmt: skip
    items = [str(i) for i in range(x.shape[1])]
    return by_unit(Matrices(articles, items, x, x, x, n, (n > 0).astype(float), n * n), "event")
