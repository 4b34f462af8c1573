"""A coder: weights of features, learnt from hand codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis._utils.number_parameters import checked_seed
from analysis.annotation.annotations import Annotations
from analysis.coding.code_shares import shares
from analysis.coding.feature_space import space, weights
from analysis.coding.features import COUNTED, Array, Blocks, blocks, place_of, tfidf
from analysis.coding.human_codes import ARTICLE, SEGMENT, Codings, read_codes
from analysis.coding.reliability import agreement, one_sided
from analysis.coding.training import FOLDS, folds, line, unseen
from analysis.coding.validation import learning_curve, reasons, validity
from analysis.exceptions import WrongUse
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.sentiment.target_encoder import checksum

GROUPS = ("event", "outlet", "article")


@hides_content
@dataclass(frozen=True, repr=False)
class Coder:
    """A classifier per code, and its validity.

    Attributes
    ----------
    codes : tuple of str
        The codes that were learnt.
    weights : DataFrame
        block, feature, idf (NaN for features that are not counts) and a column for each code.
    intercepts : mapping of str to float
        Intercept of each code, in log-odds.
    validity, curve : DataFrame
        Agreement with the hand codes, and learning curve; see `fit`.
    about : mapping
        Corpus, settings and versions of the training; its notes are sentences on the hand codes.
    """

    codes: tuple[str, ...]
    weights: pd.DataFrame
    intercepts: Mapping[str, float]
    validity: pd.DataFrame
    curve: pd.DataFrame
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of_segments(self) -> bool:
        """Whether it codes segments, not articles."""
        return bool(self.about["items"] == "segments")


def fit(
    notes: Annotations,
    codes: str | Path | pd.DataFrame | Codings,
    *,
    codebook: str | Path | Mapping[str, str] | None = None,
    by: str = "auto",
    encoder: bool = True,
    seed: int = 0,
) -> Coder:
    """Learn a codebook from articles, or segments, that people coded.

    An item has a code if more than half of its coders gave it; where they are split evenly, it is left out.

    Parameters
    ----------
    notes : Annotations
        Annotations of the corpus, with its text.
    codes : str or Path or DataFrame or Codings
        Hand codes; see `read_codes`.
    codebook : str or Path or mapping, optional
        See `read_codes`.
    by : {'auto', 'event', 'outlet', 'article'}, default 'auto'
        What cross-validation keeps together. 'auto' is 'event' if the coded items are of at least five events, else
        'article'.
    encoder : bool, default True
        Use states of the included encoder of tone as features, too. This is more accurate and takes about 10 ms per
        segment.
    seed : int, default 0

    Returns
    -------
    Coder
        Its `validity` has, for each code, n, positives, groups, precision, recall, auc (with a 95 % interval),
        calibration_error, alpha of the people (with a 95 % interval), n_double and reason.

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    WrongUse
        If the codes cannot be used, or no code can be learnt.
    """
    check_groups(by)
    seed = checked_seed(seed)
    codings = codes if isinstance(codes, Codings) else read_codes(codes, notes, codebook=codebook)
    share = shares(codings).to_numpy()
    labels = np.where(share > 0.5, 1.0, np.where(share < 0.5, 0.0, np.nan))
    kept, groups = _groups(notes, codings, by)
    why_not = reasons(labels, groups, codings.codes)
    learnt = [number for number, why in enumerate(why_not) if not why]
    if not learnt:
        raise WrongUse(f"No code of {codings.name} can be learnt: {'; '.join(why_not[:3])}.")
    seen = blocks(notes, place_of(notes, codings.items), encoder=encoder)
    p = np.full(labels.shape, np.nan)
    p[:, learnt] = unseen(seen, labels[:, learnt], groups, seed=seed)
    table = validity(p, labels, groups, codings.codes, seed=seed).merge(agreement(codings, seed=seed), on="code")
    names = tuple(codings.codes[number] for number in learnt)
    curve = learning_curve(seen, labels[:, learnt], groups, names, seed=seed)
    made, intercepts = _weights(seen, labels[:, learnt], groups, names, seed)
    about = {
        "items": "articles" if list(codings.items.columns) == ARTICLE else "segments",
        "by": kept, "folds": min(FOLDS, len(np.unique(groups))), "seed": seed, "corpus": notes.corpus.name,
        "n": len(codings.items), "left": codings.left, "house_style": bool(notes.settings["house_style"]),
        "dictionary": read_dictionary().sha256, "encoder": checksum() if encoder else "",
        "notes": one_sided(codings),
    }  # fmt: skip
    return Coder(names, made, intercepts, table, curve, about)


def check_groups(by: str) -> None:
    """Check what cross-validation keeps together.

    Parameters
    ----------
    by : str

    Raises
    ------
    WrongUse
    """
    checked_choice(by, "by", ("auto", *GROUPS))


def _groups(notes: Annotations, codings: Codings, by: str) -> tuple[str, NDArray[np.int64]]:
    """Return what is kept together, and its number for each item."""
    articles = notes.corpus.articles.set_index("article_id").loc[codings.items["article_id"]].reset_index()
    if by == "auto":
        by = "event" if articles["event"].nunique() >= FOLDS else "article"
    number = pd.factorize(articles["article_id" if by == "article" else by])[0]
    if number.max(initial=0) < 1:
        raise WrongUse(f"All coded items are of one {by}. Cross-validation by {by} needs at least two.")
    return by, number


def _weights(
    seen: Blocks, labels: Array, groups: NDArray[np.int64], names: tuple[str, ...], seed: int
) -> tuple[pd.DataFrame, dict[str, float]]:
    rows = np.arange(len(labels))
    found = space(seen, rows)
    parted = folds(labels, groups, rows, seed)
    parts = [
        pd.DataFrame({"block": name, "feature": seen[name].names[scale.kept],
                      "idf": scale.idf if name in COUNTED else np.nan})
        for name, scale in found.scales.items()
    ]  # fmt: skip
    table, intercepts = pd.concat(parts, ignore_index=True), {}
    for code, name in enumerate(names):
        learnt = line(found, labels[:, code], rows, parted)
        assert learnt is not None
        made, intercepts[name] = weights(found, learnt.slopes, learnt.intercept)
        table[name] = np.concatenate(list(made.values()))
    return table.astype({"block": "str", "feature": "str"}), intercepts


def probabilities(notes: Annotations, coder: Coder) -> pd.DataFrame:
    """Predict the probability of each code for each article, or segment, of a corpus.

    Parameters
    ----------
    notes : Annotations
    coder : Coder

    Returns
    -------
    DataFrame
        article_id (for segments also sentence and voice) and a column for each code.

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    WrongUse
        If the coder was made with another dictionary, encoder or house style.
    """
    check(notes, coder)
    keys = SEGMENT if coder.of_segments else ARTICLE
    items = (notes.segments if coder.of_segments else notes.corpus.articles)[keys].reset_index(drop=True)
    seen = blocks(notes, place_of(notes, items), encoder=bool(coder.about["encoder"]))
    logits = np.tile([coder.intercepts[code] for code in coder.codes], (len(items), 1))
    for name, rows in coder.weights.groupby("block", sort=False):
        if name not in seen:  # each article has one segment, so it has no separate opening
            continue
        block = seen[str(name)]
        place = pd.Index(block.names).get_indexer(rows["feature"])
        known, values = place >= 0, rows[list(coder.codes)].to_numpy()
        part = block.values[:, place[known]]
        part = tfidf(part, rows["idf"].to_numpy()[known]) if name in COUNTED else part
        logits += part @ values[known]
    return pd.concat([items, pd.DataFrame(expit(logits), columns=list(coder.codes))], axis=1)


def check(notes: Annotations, coder: Coder) -> None:
    """Check that the annotations, dictionary and encoder are those with which a coder was made.

    Parameters
    ----------
    notes : Annotations
    coder : Coder

    Raises
    ------
    WrongUse
    """
    made, now = coder.about, read_dictionary().sha256
    remedy = "Fit it again on the same codes, with samestory code fit."
    if made["dictionary"] != now:
        raise WrongUse(f"The coder was made with another version of the dictionary of frames. {remedy}")
    if made["encoder"] and made["encoder"] != checksum():
        raise WrongUse(f"The coder was made with another version of the encoder of tone. {remedy}")
    if made["house_style"] != notes.settings["house_style"]:
        raise WrongUse(f"The coder was made with house_style={made['house_style']}. Annotate with the same.")
