from analysis import measures


def test_hedges_by_hand(sourced, values) -> None:
    assert values(measures.hedges(sourced)) == {
        "reportedly": 1, "": sourced.corpus.articles["n_tokens"].sum(),
    }  # fmt: skip


def test_every_hedge_has_a_row_for_every_voice(notes) -> None:
    scores = measures.hedges(notes)
    assert (scores["measure"] == "hedges").all()
    assert scores.groupby("item").size().nunique() == 1
    assert (scores[["x", "n", "units"]] >= 0).all().all()
