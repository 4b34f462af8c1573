from pathlib import Path

import pandas as pd

from analysis import annotate
from analysis.annotation.key_terms import TERMS, KeyTerms
from analysis.corpus.from_rows import corpus_of

BODIES = {
    "a": "The ferry sank on Monday. The ferry burned.",
    "b": "The ferry sank in fog on Monday.",
    "c": "Fog and Monday and the.",
}


def test_terms_are_those_of_most_articles_and_few_other_statements(tmp_path: Path) -> None:
    rows = [{"article_id": name, "outlet": name, "headline": "", "body": body} for name, body in BODIES.items()]
    notes = annotate(corpus_of(pd.DataFrame(rows), "news"))
    table = pd.DataFrame(
        {"article_id": ["a", "a", "b", "c"], "fact": [1, 2, 1, 3], "first": range(4), "last": range(1, 5)}
    )
    found = KeyTerms(notes.words).of_facts(table)
    # Of four statements, 'sank' is in two, both of the fact; 'ferry' and 'Monday' in three, and 'fog' in two.
    assert found[0] == found[2] and found[0].split(", ")[0] == "sank" and len(found[0].split(", ")) == TERMS
    assert found[1].split(", ")[0] == "burned"
    assert set(found[3].split(", ")) == {"fog", "Monday"}


def test_forms_of_a_word_are_one_term_and_of_a_name_the_last_word_counts(tmp_path: Path) -> None:
    bodies = {
        "a": "Astrid Holm authorises the deployment.",
        "b": "Yesterday Holm authorized deployments.",
        "c": "Rain.",
    }
    rows = [{"article_id": name, "outlet": name, "headline": "", "body": body} for name, body in bodies.items()]
    notes = annotate(corpus_of(pd.DataFrame(rows), "news"))
    table = pd.DataFrame({"article_id": list("abc"), "fact": [1, 1, 2], "first": range(3), "last": range(1, 4)})
    found = KeyTerms(notes.words).of_facts(table)
    assert found[0] == found[1] == "Holm, authorises, deployment"
