"""A coder: weights of features, learnt from codes that people gave."""

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
    """What was learnt, and how far it may be trusted.

    codes: those learnt. weights: block, feature, idf (NaN for what is not counted) and a column for each code.
    intercepts: of each code. validity, curve: tables, see fit. about: what it was made from and with; notes:
    sentences on the codes people gave."""

    codes: tuple[str, ...]
    weights: pd.DataFrame
    intercepts: Mapping[str, float]
    validity: pd.DataFrame
    curve: pd.DataFrame
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of_segments(self) -> bool:
        """Whether it codes segments, not articles."""
        return self.about["items"] == "segments"


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

    notes: of the corpus, with its text. codes, codebook: see read_codes. by: what cross-validation keeps together,
    'event', 'outlet' or 'article'; 'auto': events where coded items stand in five or more, else articles. encoder: see
    also states of the shipped encoder of tone, which is better and takes some 10 ms a segment.
    An item has a code if more than half of its coders gave it; where they are split evenly it is left out.
    Returns: a Coder, in whose validity are, for each code, n, positives, groups, precision, recall, auc (with a 95 %
    interval), calibration_error, alpha of the people (with a 95 % interval), n_double, reason.
    Raises: NeedsText from a bundle; WrongUse where the codes cannot be used, or no code can be learnt."""
    check_groups(by)
    seed = checked_seed(seed)
    codings = codes if isinstance(codes, Codings) else read_codes(codes, notes, codebook=codebook)
    share = shares(codings).to_numpy()
    labels = np.where(share > 0.5, 1.0, np.where(share < 0.5, 0.0, np.nan))
    kept, groups = _groups(notes, codings, by)
    told = reasons(labels, groups, codings.codes)
    learnt = [number for number, why in enumerate(told) if not why]
    if not learnt:
        raise WrongUse(f"no code of {codings.name} can be learnt: {'; '.join(told[:3])}")
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
    """Check what is to be kept together in cross-validation. Raises: WrongUse where it is not known."""
    checked_choice(by, "by", ("auto", *GROUPS))


def _groups(notes: Annotations, codings: Codings, by: str) -> tuple[str, NDArray[np.int64]]:
    """What is kept together, and its number for each item."""
    articles = notes.corpus.articles.set_index("article_id").loc[codings.items["article_id"]].reset_index()
    if by == "auto":
        by = "event" if articles["event"].nunique() >= FOLDS else "article"
    number = pd.factorize(articles["article_id" if by == "article" else by])[0]
    if number.max(initial=0) < 1:
        raise WrongUse(f"all coded items are of one {by}; cross-validation by {by} needs two or more")
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
    """Probability of each code for each article, or segment, of a corpus.

    Returns: article_id (for segments also sentence and voice) and a column for each code.
    Raises: NeedsText from a bundle; WrongUse where the coder was made with another dictionary, encoder or style."""
    check(notes, coder)
    keys = SEGMENT if coder.of_segments else ARTICLE
    items = (notes.segments if coder.of_segments else notes.corpus.articles)[keys].reset_index(drop=True)
    seen = blocks(notes, place_of(notes, items), encoder=bool(coder.about["encoder"]))
    logits = np.tile([coder.intercepts[code] for code in coder.codes], (len(items), 1))
    for name, rows in coder.weights.groupby("block", sort=False):
        if name not in seen:  # every article is one segment long: its opening is all of it
            continue
        block = seen[str(name)]
        place = pd.Index(block.names).get_indexer(rows["feature"])
        there, values = place >= 0, rows[list(coder.codes)].to_numpy()
        part = block.values[:, place[there]]
        part = tfidf(part, rows["idf"].to_numpy()[there]) if name in COUNTED else part
        logits += part @ values[there]
    return pd.concat([items, pd.DataFrame(expit(logits), columns=list(coder.codes))], axis=1)


def check(notes: Annotations, coder: Coder) -> None:
    """Raises: WrongUse where the notes, dictionary or encoder are not those the coder was made with."""
    made, now = coder.about, read_dictionary().sha256
    remedy = "Fit it again on the same codes, with samestory code fit."
    if made["dictionary"] != now:
        raise WrongUse(f"the coder was made with another version of the dictionary of frames. {remedy}")
    if made["encoder"] and made["encoder"] != checksum():
        raise WrongUse(f"the coder was made with another version of the encoder of tone. {remedy}")
    if made["house_style"] != notes.settings["house_style"]:
        raise WrongUse(f"the coder was made with house_style={made['house_style']}. Annotate with the same.")
