from analysis import measures


def test_indirect_speech_by_hand(sourced, values) -> None:
    words = sourced.corpus.articles["n_tokens"].sum()
    # that the boats were old, that nobody had looked, that the crew reportedly left
    indirect = 5 + 4 + 5
    assert values(measures.indirect_speech(sourced)) == {
        "quoted": 3, "indirect": indirect, "narration": words - 3 - indirect, "": words,
    }  # fmt: skip


def test_speech_within_speech_is_counted_once(annotated, values) -> None:
    notes = annotated("The mayor said the cook said the soup was cold.")
    assert values(measures.indirect_speech(notes)) == {"indirect": 7, "narration": 3, "": 10}


def test_voices_and_indirect_speech_add_up(notes) -> None:
    scores = measures.indirect_speech(notes)
    voices = measures.voices(notes)
    parts = scores[scores["item"] != ""].groupby("article_id")["x"].sum()
    assert parts.to_dict() == notes.corpus.articles.set_index("article_id")["n_tokens"].to_dict()
    for item in ("quoted", "headline"):
        both = (table.loc[table["item"] == item, "x"].sum() for table in (scores, voices))
        assert len(set(both)) == 1
