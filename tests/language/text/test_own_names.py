"""People and products of an outlet, learned from where its name stands."""

import numpy as np
import polars as pl

from analysis.language.text.house_style import standard_forms
from analysis.language.text.outlet_labels import names_of
from analysis.language.text.outlet_names import OWN, Texts, find_outlet_names
from analysis.language.text.tokens import tokenize

OTHER_OUTLET = [f"The boats of ward {i} left late on Monday." for i in range(12)]


def own(texts: list[str], elsewhere: list[str] | None = None) -> list[str]:
    """Words that are KXN's own names; one article per text, below a headline, beside articles of another outlet."""
    everything = [*texts, *OTHER_OUTLET, *(elsewhere or [])]
    rows = [part for text in everything for part in ("a headline", *text.split("|"))]
    article = [i for i, text in enumerate(everything) for _ in range(1 + len(text.split("|")))]
    tokens = tokenize(pl.Series(rows, dtype=pl.String))
    counted, _ = standard_forms(pl.Series(tokens.vocabulary, dtype=pl.String), True)
    outlet = np.array([int(i >= len(texts)) for i in article])
    ends_signed = np.array([" — " in row for row in rows])
    words = Texts(tokens, counted, np.array(article), outlet, ends_signed)
    found = find_outlet_names(words, [set(names_of("KXN")), set(names_of("Gazette"))])
    return [tokens.vocabulary[i] for i in tokens.word[found == OWN]]


def test_nothing_is_learned_from_nothing() -> None:
    assert own(["A boat left."]) == []


def test_staff_are_known_where_no_role_is_named() -> None:
    introduced = ["KXN anchor Ada Okoye spoke.", "We heard KXN legal analyst Ada Okoye."]
    assert own([*introduced, "Then Ada Okoye sang, and Okoye left."])[-3:] == ["Ada", "Okoye", "Okoye"]


def test_a_politician_who_comments_once_is_no_staff() -> None:
    # Introduced in 2 of 7 articles, less than a third.
    texts = ["KXN contributor Bo Lund spoke."] * 2 + ["Mayor Bo Lund spoke of boats."] * 5
    assert own(texts) == ["KXN", "contributor", "Bo", "Lund"] * 2


def test_who_signs_passages_is_staff() -> None:
    texts = ["It rained.|Cy Dahl", "It snowed all day and all night there. — Cy Dahl", "The tide came.|Cy Dahl"]
    assert own(texts) == ["Cy", "Dahl"] * 3
    assert own([text.replace("|Cy", " and Cy").replace(" — ", " on ") for text in texts]) == []


def test_who_is_quoted_elsewhere_too_signs_as_no_staff() -> None:
    texts = ["It rained.|Cy Dahl"] * 3
    assert own(texts, ["Cy Dahl spoke of boats."]) == ["Cy", "Dahl"] * 3
    assert own(texts, ["Cy Dahl spoke of boats."] * 5) == []


def test_poll_partners_and_products_are_own_names() -> None:
    texts = [f"A KXN/Marlow poll of ward {i} was read." for i in range(3)] + ["The Marlow poll was late."]
    assert own(texts) == ["KXN", "Marlow"] * 3 + ["Marlow"]
    assert own(texts[:2]) == ["KXN"] * 2


def test_what_the_outlet_calls_ours_is_a_product() -> None:
    texts = [f"She told our Lookout desk of ward {i}." for i in range(3)]
    assert own(texts) == ["Lookout"] * 3
    assert own(texts, ["A Lookout stood on the tower."] * 5) == []


def test_what_is_ours_once_is_no_product() -> None:
    assert own(["We love our Constitution.", *["They spoke of the Constitution."] * 5]) == []


def test_a_host_says_who_she_is() -> None:
    texts = [
        "From KXN, I'm Ada Okoye.",
        "From KXN, I’m Ada Okoye. This is late.",
        "And I'm Bo Lund, said Mayor Bo Lund.",
    ]
    assert own(texts) == ["KXN", "Ada", "Okoye"] * 2


def test_who_says_no_more_than_who_speaks_is_a_host() -> None:
    texts = ["This is KXN.|And I'm Ada Okoye.", "I'm Ada Okoye.", "And I'm Bo Lund, the mayor.", "I'm Bo Lund, a cook."]
    assert own(texts) == ["KXN", "Ada", "Okoye", "Ada", "Okoye"]


def test_the_name_of_a_host_in_a_line_is_a_label() -> None:
    texts = ["From KXN, I'm Ada Okoye.|ada okoye|Well.", "From KXN, I'm Ada Okoye.|ada okoye|Yes, ada okoye is late."]
    assert own(texts) == ["KXN", "Ada", "Okoye", "ada", "okoye"] * 2


def test_a_word_of_its_own_beside_the_name_is_none() -> None:
    texts = ["They told KXN Monday of boats."] * 3 + ["On Monday they left."] * 5
    assert own(texts) == ["KXN"] * 3


def test_coined_words_of_one_outlet_are_products() -> None:
    texts = ["Send pictures to KXN iWitness.", "Pictures came by iWitness.", "She asked iWitness."]
    assert own(texts) == ["KXN", "iWitness", "iWitness", "iWitness"]
