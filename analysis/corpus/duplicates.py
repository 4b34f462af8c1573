"""Articles that an outlet has more than once: the same text, or nearly the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.linked_groups import linked_groups

# Of the characters of the shorter, and of the longer article, so many must be shared.
OF_SHORTER, OF_LONGER = 0.9, 0.7
SHORTEST = 100  # characters of an article that can be a duplicate
SHORTEST_PASSAGE = 25
# A passage in more articles of an outlet tells none of them from the others.
MOST_HOLDERS = 20
SAME, NEARLY = "the same text as", "nearly the same text as"
_REASON = rf"^(?:{SAME}|{NEARLY}) article '(.*)' of this outlet$"
_REASONS = {"first": pl.Int64, "article_id": pl.String, "reason": pl.String}


def passage_hashes(passages: pl.DataFrame) -> pl.DataFrame:
    """Reduce passages to what tells duplicates.

    Parameters
    ----------
    passages : DataFrame
        article, text, edge.

    Returns
    -------
    DataFrame
        article, hash, length (characters), numbers (whether it holds a digit), edge.
    """
    text = pl.col("text").str.to_lowercase()
    return passages.select(
        "article", hash=text.hash(), length=text.str.len_chars(), numbers=text.str.contains("[0-9]"), edge="edge"
    )


def find_duplicates(hashed: pl.DataFrame, known: pl.DataFrame, furniture: pl.Series) -> pl.DataFrame:
    """Find articles of the same outlet and event that are the same but for small changes.

    Two articles are one where all but a tenth of the shorter is in the longer word for word, what is left of the
    shorter holds no number, and the longer adds little. Reports that are written anew with other numbers are none.

    Parameters
    ----------
    hashed : DataFrame
        As `passage_hashes` returns it, of all articles.
    known : DataFrame, n_articles rows
        article_id, outlet, event of each article, and row (its place in the table, in order).
    furniture : Series of uint64
        Hashes of passages that do not count.

    Returns
    -------
    DataFrame
        first (row of the first article of its group), article_id, reason; of several duplicates the longest is none, of
        equally long ones the first.
    """
    counted = hashed.filter(~pl.col("hash").is_in(furniture.unique().implode()))
    sizes = counted.group_by("article").agg(size=pl.col("length").sum(), of_numbers=_of_numbers())
    sizes = sizes.filter(pl.col("size") >= SHORTEST)
    groups = known.select(article=pl.int_range(pl.len(), dtype=pl.Int64), group=pl.struct("outlet", "event").hash())
    # Passages in order, so that the same text has the same hash.
    exact = counted.join(sizes, on="article", how="semi").join(groups, on="article", maintain_order="left")
    exact = exact.group_by("article", maintain_order=True).agg(
        pl.col("group").first(), text=pl.col("hash").implode().hash().first()
    )
    distinct = exact.unique(["group", "text"], keep="first", maintain_order=True)
    same = exact.join(distinct.rename({"article": "first"}), on=["group", "text"]).filter(
        pl.col("article") != pl.col("first")
    )
    near = _near(counted.join(distinct, on="article"), sizes)
    pairs = pl.concat([same.select("article", other="first"), near])
    return _reasons(pairs, known, sizes)


def kept_instead(dropped: pd.DataFrame) -> pd.Series:
    """Return the article that was kept, for each one that was left out as its duplicate.

    Parameters
    ----------
    dropped : DataFrame
        Table of that name.

    Returns
    -------
    Series of str
        article_id of a duplicate -> that of the article.
    """
    reasons = dropped[dropped["kind"] == "article"].set_index("article_id")["reason"]
    return reasons.str.extract(_REASON, expand=False).dropna()


def _of_numbers() -> pl.Expr:
    return pl.col("length").filter(pl.col("numbers")).sum()


def _near(counted: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Find pairs of articles of one group that share nearly all."""
    passages = counted.filter(pl.col("length") >= SHORTEST_PASSAGE).unique(["article", "hash"], maintain_order=True)
    holders = pl.len().over("group", "hash")
    passages = passages.filter(holders > 1, holders <= MOST_HOLDERS).select(
        "article", "group", "hash", "length", "numbers"
    )
    pairs = passages.join(passages.select("group", "hash", other="article"), on=["group", "hash"])
    pairs = (
        pairs.filter(pl.col("article") < pl.col("other"))
        .group_by("article", "other")
        .agg(shared=pl.col("length").sum(), shared_numbers=_of_numbers())
    )
    for side in ("article", "other"):
        pairs = pairs.join(
            sizes.rename({"article": side, "size": f"{side}_size", "of_numbers": f"{side}_numbers"}), on=side
        )
    first = pl.col("article_size") <= pl.col("other_size")
    shorter = pl.when(first).then("article_size").otherwise("other_size")
    numbers = pl.when(first).then("article_numbers").otherwise("other_numbers")
    longer = pl.max_horizontal("article_size", "other_size")
    return pairs.filter(
        pl.col("shared") >= OF_SHORTER * shorter, pl.col("shared") >= OF_LONGER * longer,
        pl.col("shared_numbers") >= numbers,
    ).select("article", "other")  # fmt: skip


def _reasons(pairs: pl.DataFrame, known: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Choose the longest article of each set of duplicates, and name it for the others."""
    ids, rows = known["article_id"], known["row"]
    n, one, other = len(known), pairs["article"].to_numpy(), pairs["other"].to_numpy()
    part = linked_groups(one, other, n)
    members = np.unique(np.concatenate([one, other]))
    _, starts = np.unique(part[members], return_index=True)
    first = dict(zip(part[members[starts]].tolist(), rows[members[starts]].to_list(), strict=True))
    size = np.zeros(n, np.int64)
    size[sizes["article"].to_numpy()] = sizes["size"].to_numpy()
    order = members[np.lexsort([members, -size[members], part[members]])]
    reasons, best, latest = [], -1, -1
    for article in order.tolist():
        if part[article] != latest:
            best, latest = article, part[article]
        else:
            kind = SAME if size[article] == size[best] else NEARLY
            reasons.append((first[latest], ids[article], f"{kind} article '{ids[best]}' of this outlet"))
    return pl.DataFrame(reasons, schema=_REASONS, orient="row")
