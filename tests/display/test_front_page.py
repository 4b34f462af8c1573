"""The front page of a report: what it says of tables written by hand, and of names that are markup."""

import re
from html import unescape

import pandas as pd
import pytest

from analysis import annotate, describe, figure_relations, read_corpus, schema
from analysis import facts as matrix
from analysis.display.article_labels import article_labels
from analysis.display.claim_sentences import claim, quotes
from analysis.display.claims import NOTHING
from analysis.display.html_parts import cut

HOSTILE = '<script>alert("1")</script>\u202e' + "x" * 500
NONE = schema.empty("comparisons")
EVENTS = pd.DataFrame({"column": ["event"], "used": [True]})
_BRIEF = ["claim", "kind", "event", "about", "outlet", "figure", "value", "text"]
DIFFER = pd.DataFrame(
    [
        (1, "figures differ", "hall", "length", "Post", "120-metre", 120.0, "The 120-metre length surprised the town."),
        (1, "figures differ", "hall", "length", "Star", "130 metres", 130.0, "Its length is 130 metres."),
        (1, "figures differ", "hall", "length", "Herald", "140 metres", 140.0, "Its length is 140 metres, she said."),
    ],
    columns=_BRIEF,
).assign(about="reach", text=lambda rows: rows["text"].str.replace("length", "reach"))
ALONE = DIFFER[:1].assign(kind="only here", claim=2, about="people hurt", figure="seven", value=7.0, text="Seven hurt.")
ARTICLES = pd.DataFrame({
    "article_id": ["a", "b", "c"], "event": "hall-2025-03-04", "outlet": ["Post", "Star", "Herald"],
    "publisher": ["Post", None, None], "byline": None, "credit": None, "agency": None,
    "published_given": ["2025-03-04T08:00", None, "2025-03-04T08:00+01:00"],
    "published": pd.to_datetime([None, None, "2025-03-04T07:00Z"], utc=True), "n_tokens": [1200, 300, 40],
    "headline": ["HALL to close", "Town closes its HALL", None],
})  # fmt: skip
STATEMENTS = pd.DataFrame(
    [
        (1, 3, "Post", "a", 0, "headline", "headline", "HALL to close"),
        (1, 3, "Star", "b", 0, "headline", "headline", "Town closes its HALL"),
        (1, 3, "Herald", "c", 4, "later", "quoted", "“The HALL will close,” she said."),
        (2, 1, "Star", "b", 1, "lead", "narration", "The roof leaks."),
    ],
    columns=["fact", "outlets", "outlet", "article_id", "sentence", "position", "voice", "text"],
).assign(event="hall-2025-03-04", terms="hall, close")
FACTS = pd.DataFrame(
    [
        ("hall-2025-03-04", 1, "hall, close", 3, "headline", "headline", "later, quoted"),
        ("hall-2025-03-04", 2, "roof", 1, "", "lead, only here", ""),
    ],
    columns=["event", "fact", "terms", "outlets", "Post", "Star", "Herald"],
)  # fmt: skip
RELATIONS = pd.DataFrame(
    [("hall-2025-03-04", "figures differ", "reach", "Post", "120-metre", "s", "Star", "130 metres", "t", "")],
    columns=["event", "relation", "about", "outlet", "figure", "sentence", "other_outlet", "other_figure",
             "other_sentence", "earlier"],
)  # fmt: skip
SAID = pd.DataFrame(
    [
        ("a", "the mayor", "mayor 1", "unnamed", "direct"),
        ("b", "Mayor Holm, who left", "holm", "named_person", "indirect"),
        ("b", "she", "holm", "named_person", "indirect"),
        ("c", "Holm", "holm", "named_person", "direct"),
    ],
    columns=["article_id", "source", "name", "kind", "form"],
)
SIDES = pd.DataFrame({"item": ["Town", "State", "no_side"], "x": [2.0, 0.0, 0.0]})
SHARED = pd.DataFrame(
    [
        (1, "Post", "Mayor Holm", 7, "“We waited long, and then we acted.”", "a"),
        (1, "Star", "she", 4, "“And then we acted.”", "b"),
    ],
    columns=["quote", "outlet", "source", "words", "text", "article_id"],
)


def clear(**changed: object) -> pd.DataFrame:
    row = {"measure": "framing", "item": "conflict", "outlet": "Post", "against": "rest", "value": 0.3, "q": 0.01,
           "value_against": 0.124, "estimate": 0.176, "p": 0.001, **changed}  # fmt: skip
    return pd.DataFrame([row])


def plain(html: str) -> str:
    named = re.sub(r'<td[^>]*data-head="(.*?)">', r" \1 ", html)
    return " ".join(unescape(re.sub("<[^>]+>", " ", named)).split())


def test_figures_that_differ_are_a_sentence_with_the_lowest_and_the_highest() -> None:
    assert claim(DIFFER) == "The reach is 120 metres in Post, 130 metres in Star and 140 metres in Herald."
    assert quotes(DIFFER) == [("Post", "The 120-metre reach surprised the town"),
                              ("Herald", "Its reach is 140 metres, she said")]  # fmt: skip
    several = DIFFER.assign(about="page", figure=["1", "2", "3"], text="Of 1, 2 or 3 pages.")
    assert claim(several).startswith("The figures for “pages” differ: ")
    of_plural = DIFFER.assign(about="loss", text=DIFFER["figure"] + " of losses")
    assert claim(of_plural).startswith("The losses are 120 metres in Post")
    unnamed = DIFFER.assign(text="It is long.")
    assert claim(unnamed).startswith("The figures differ: 120 metres in Post")
    alike = DIFFER.assign(value=[120.0, 130.0, 130.0])
    assert claim(alike) == "The reach is 120 metres in Post, and 130 metres in Star and Herald."


def test_a_claim_of_each_kind_comes_first() -> None:
    shown = plain(describe.first_claims(pd.concat([DIFFER, DIFFER.assign(claim=3), ALONE]), [NONE, clear()]).data)
    order = ["The reach is", "uses the frame “conflict” in 30 of 100 sentences, the other outlets in 12.", "Only Post"]
    assert [shown.index(text) for text in order] == sorted(shown.index(text) for text in order)
    assert shown.count("The reach is") == 1 and "Clear:" in shown and "Likely:" in shown


def test_words_are_no_claim_and_nothing_certain_is_said_in_a_sentence() -> None:
    empty = schema.empty("facts_in_brief")
    assert plain(describe.first_claims(empty, [clear(measure="terms"), clear(q=0.2)]).data) == NOTHING
    assert describe.first_picture(empty, "nowhere").data == ""


def test_an_outlet_that_only_quotes_others_is_no_claim() -> None:
    told = {share: clear(measure="indirect_speech", item="quoted", value=share) for share in (0.4, 0.9)}
    frames = clear(q=0.02, outlet="Post")
    assert "Of 100 words in Post, 40 are in quotation marks" in plain(first_claims_of(told[0.4], frames))
    assert plain(first_claims_of(told[0.9], frames)) == NOTHING
    other = plain(first_claims_of(told[0.9], frames.assign(outlet="Star")))
    assert "Star uses the frame" in other and "quotation marks" not in other


def first_claims_of(*tables: pd.DataFrame) -> str:
    return describe.first_claims(schema.empty("facts_in_brief"), tables).data


def test_other_differences_are_findings_or_one_sentence() -> None:
    needed = pd.DataFrame({"measure": ["valence"], "typical": [True], "articles_needed": [1_217.0]})
    tables = {"words": clear(measure="terms", value=0.02, value_against=0.0), "tone": clear(q=0.9), "voices": NONE}
    shown = plain(describe.what_else_differs(tables, [needed], ARTICLES).data)
    assert shown == (
        "What else differs Words Post writes “conflict” 20 times per 1,000 words, the other outlets 0 times. "
        "With 3 articles, no difference in tone can be told from chance. "
        "To show a typical one, an outlet would need more articles: about 1,200 for tone. "
        "Explore all numbers : choose outlets, measure and voice, search a word"
    )
    assert describe.what_else_differs({"tone": NONE}, [], ARTICLES).data == ""
    few = plain(describe.what_else_differs({"tone": clear(q=0.9)}, [needed.assign(articles_needed=4.0)], ARTICLES).data)
    assert "about 4 for tone" in few, "articles are counted in whole numbers"


def test_the_difference_that_is_claimed_is_not_stated_again() -> None:
    frames = pd.concat([clear(), clear(item="economy", q=0.02)])
    shown = plain(describe.what_else_differs({"frames": frames}, [], ARTICLES, claimed=[NONE, frames]).data)
    assert "“economy”" in shown and "“conflict”" not in shown
    assert describe.what_else_differs({"frames": clear()}, [], ARTICLES, claimed=[clear()]).data == ""


def test_the_title_is_the_event_as_the_articles_spell_it() -> None:
    shown = plain(describe.title_block(ARTICLES, EVENTS, STATEMENTS).data)
    assert shown == "HALL 4 March 2025 · 3 articles · 3 outlets · How far to trust this"
    of_bundle = describe.title_block(ARTICLES, EVENTS, STATEMENTS.assign(text=None), pd.DataFrame({"item": ["HALL"]}))
    assert plain(of_bundle.data) == shown
    several = ARTICLES.assign(event=["a", "b", "c"])
    assert plain(describe.title_block(several, EVENTS, STATEMENTS).data).startswith(
        "3 events in 3 outlets 4 March 2025"
    )
    assert plain(describe.title_block(several, EVENTS[:0], STATEMENTS).data).startswith("Articles of 3 outlets")


def test_a_time_does_not_break_before_its_zone() -> None:
    html = describe.headlines(ARTICLES.assign(published_given="2025-03-04T08:00-05:00")).data
    assert "2025-03-04 08:00\u201105:00<" in html


def test_headlines_stand_beside_what_is_known_of_the_article() -> None:
    html = describe.headlines(ARTICLES).data
    assert "2025-03-04 08:00 (zone unknown)" in html and "2025-03-04 08:00+01:00<" in html
    assert re.findall('scope="col">([^<]*)<', html) == ["Outlet", "Headline", "Words", "Published", "Publisher"]
    assert "Town closes its HALL" in html and "1,200" in html
    assert '<th class="number" scope="col">Words' in html and html.count('<th class="number"') == 1
    assert describe.headlines(pd.concat([ARTICLES] * 5)).data == ""


def test_figures_that_differ_are_the_first_rows_of_facts() -> None:
    html = describe.fact_rows(FACTS, STATEMENTS, RELATIONS, ARTICLES).data
    heads = [plain(head) for head in re.findall('<th scope="row[^>]*>(.*?)</th>', html)]
    assert heads == ["Figures that differ", "reach ≠", "Told by several", "HALL to close", "Found in one outlet only",
                     "The roof leaks."]  # fmt: skip
    assert '<td class="figure" data-head="Post">120 metres</td>' in html
    assert '<td class="later quoted" data-head="Herald">later</td>' in html
    without = describe.fact_rows(FACTS, STATEMENTS.assign(text=None), RELATIONS, ARTICLES).data
    assert "hall, close" in without and "HALL" not in without
    assert describe.fact_rows(pd.DataFrame(), STATEMENTS, RELATIONS, ARTICLES).data == ""


def test_a_figure_of_one_outlet_that_is_claimed_stands_among_the_facts() -> None:
    late = pd.DataFrame({"fact": [3], "outlets": 1, "outlet": "Herald", "article_id": "c", "sentence": 9,
                         "position": "later", "voice": "narration", "text": "It costs 7 million."})  # fmt: skip
    statements = pd.concat([STATEMENTS, late.assign(event="hall-2025-03-04", terms="costs")], ignore_index=True)
    facts = pd.concat([FACTS, FACTS[1:].assign(fact=3, terms="costs")])
    claimed = pd.DataFrame({"kind": ["only here"], "event": "hall-2025-03-04", "outlet": "Herald",
                            "figure": "7 million", "text": "It costs 7 million."})  # fmt: skip
    assert "It costs" not in describe.fact_rows(facts, statements, RELATIONS, ARTICLES).data
    html = describe.fact_rows(facts, statements, RELATIONS, ARTICLES, claimed).data
    assert '<td class="later" data-head="Herald">later · 7 million</td>' in html
    assert html.index("It costs 7 million") < html.index("The roof leaks")


def test_from_a_bundle_a_claimed_figure_of_one_outlet_has_a_row_and_facts_without_words_a_number() -> None:
    claimed = pd.DataFrame({"kind": ["only here"], "event": "hall-2025-03-04", "outlet": "Herald", "about": "money",
                            "figure": "7 million USD", "text": None})  # fmt: skip
    without, facts = STATEMENTS.assign(text=None), FACTS.assign(terms="")
    html = describe.fact_rows(facts, without, RELATIONS, ARTICLES, claimed).data
    heads = [plain(head) for head in re.findall('<th scope="row[^>]*>(.*?)</th>', html)]
    assert heads[heads.index("Found in one outlet only") + 1 :] == ["money", "Fact 2, without words in the bundle"]
    assert '<td class="figure" data-head="Herald">7 million USD</td>' in html


def test_a_fact_that_all_tell_by_a_figure_shown_above_is_not_shown_again() -> None:
    told = pd.DataFrame([
        (3, 2, "Post", "a", 2, "lead", "narration", "Its reach is 120 metres."),
        (3, 2, "Star", "b", 2, "later", "narration", "Who needs a reach of 130 metres?"),
    ], columns=STATEMENTS.columns[:8]).assign(event="hall-2025-03-04", terms="reach")  # fmt: skip
    relations = RELATIONS.assign(sentence=told["text"][0], other_sentence=told["text"][1])
    facts = pd.concat([FACTS, FACTS[1:].assign(fact=3, terms="reach", outlets=2)])
    statements = pd.concat([STATEMENTS, told], ignore_index=True)
    shown = plain(describe.fact_rows(facts, statements, relations, ARTICLES).data)
    assert "Several outlets report 2 of 3 facts" in shown and "reach ≠" in shown
    assert "Its reach is" not in shown and "more fact" not in shown
    otherwise = relations.assign(figure="121 metres")  # the sentence tells more than the figure of the row
    assert "Its reach is" in plain(describe.fact_rows(facts, statements, otherwise.assign(sentence=""), ARTICLES).data)


def test_who_speaks_is_filled_where_quoted() -> None:
    html = describe.who_speaks(SAID, ARTICLES, SIDES).data
    speakers = [plain(row) for row in re.findall('<tr><th scope="row">(.*?)</tr>', html)]
    assert speakers == ["Holm Herald ● Star ○○", "mayor Post ●"]
    assert '<span role="img" aria-label="2 not quoted">○○</span>' in html
    assert "Sides that no source names first: State." in html and "1 of 4 statements have no named source" in html
    of_bundle = plain(describe.who_speaks(SAID.assign(source=None), ARTICLES, SIDES).data)
    assert "People with a name Herald 1" in of_bundle
    assert describe.who_speaks(SAID[:0], ARTICLES, SIDES).data == ""


def test_articles_of_one_outlet_stand_apart_where_they_are_few() -> None:
    articles = ARTICLES.replace({"outlet": {"Herald": "Star"}})
    statements = STATEMENTS.replace({"outlet": {"Herald": "Star"}})
    assert article_labels(articles) == {"a": "Post", "b": "Star 1", "c": "Star 2"}
    relations = RELATIONS.assign(other_sentence="The roof leaks.")
    html = describe.fact_rows(FACTS, statements, relations, articles).data
    assert re.findall('scope="col">([^<]*)<', html) == ["Fact", "Post", "Star 1", "Star 2"]
    assert '<td class="figure" data-head="Star 1">130 metres</td><td></td>' in html
    assert plain(describe.who_speaks(SAID, articles, SIDES).data).count("Star 1 ○○ Star 2 ●") == 1
    assert set(article_labels(pd.concat([articles] * 5)).values()) == {"Post", "Star"}
    without = describe.fact_rows(
        FACTS, statements.assign(text=None), relations.assign(other_sentence=""), articles
    ).data
    assert re.findall('scope="col">([^<]*)<', without) == ["Fact", "Post", "Star"]
    assert '<td class="figure" data-head="Star">130 metres</td>' in without


def test_the_longest_quote_shows_what_was_left_out() -> None:
    html = describe.longest_shared_quote(SHARED, ARTICLES).data
    assert "Star keeps 4 of its 7 words" in html
    assert "<del>We waited long,</del> <span>And then we acted.</span>" in html
    assert describe.longest_shared_quote(SHARED[:1], ARTICLES).data == ""


def test_names_that_are_markup_change_nothing() -> None:
    articles = ARTICLES.assign(outlet=HOSTILE, event=HOSTILE, publisher=HOSTILE)
    facts = FACTS.rename(columns={"Post": HOSTILE}).assign(terms=HOSTILE, event=HOSTILE)
    said = SAID.assign(source=HOSTILE, name=HOSTILE)
    statements = STATEMENTS.assign(text=HOSTILE, outlet=HOSTILE, event=HOSTILE)
    shared = SHARED.assign(
        outlet=["Post", HOSTILE], text=["a b " + HOSTILE[:200], "b " + HOSTILE[:200]], source=HOSTILE
    )
    pages = [
        describe.title_block(articles, EVENTS, statements),
        describe.headlines(articles),
        describe.fact_rows(
            facts, statements, RELATIONS.assign(outlet=HOSTILE, about=HOSTILE, figure=HOSTILE), articles
        ),
        describe.who_speaks(said, articles, SIDES.assign(item=HOSTILE, x=0.0)),
        describe.longest_shared_quote(shared, articles),
        describe.first_claims(DIFFER.assign(outlet=HOSTILE, about=HOSTILE, text=HOSTILE), [clear(outlet=HOSTILE)]),
        describe.what_else_differs({"frames": clear(item=HOSTILE)}, [], articles),
    ]
    for page in pages:
        assert "&lt;script" in page.data and "<script" not in page.data and "\u202e" not in page.data
        assert "x" * 300 not in page.data


@pytest.fixture(scope="module")
def told():
    """The 14 articles that were written for this project."""
    return annotate(read_corpus("data/tarnholm"))


def test_what_is_chosen_of_an_event(told) -> None:
    plant = matrix(told, event="plant-2025-06-12")
    relations = figure_relations(told)
    table = describe.choose_facts_in_brief(told, plant, relations[relations["event"] == "plant-2025-06-12"])
    assert table["kind"].unique().tolist() == ["figures differ", "only here", "told by all"]
    lost = table[table["claim"] == 1]
    assert lost[["outlet", "value"]].to_numpy().tolist() == [
        ["Tarnholm Courier", 68e6], ["Harbour Gazette", 85e6], ["Nordline", 85e6]]  # fmt: skip
    assert "only Harbour Gazette gives 31 million crowns" in claim(table[table["kind"] == "only here"]).replace(
        "Only", "only"
    )
    of_several = describe.choose_facts_in_brief(told, matrix(told), relations)
    assert set(of_several["kind"]) == {"figures differ"}
    assert len(describe.choose_facts_in_brief(told, plant[:0], relations[:0])) == 0


def test_no_sentence_is_what_all_tell_where_figures_differ(tmp_path) -> None:
    body = "The fire in the mill of Osterby hurt {} bakers on Friday, the guild said. The old mill had stood empty."
    names = ["Post", "Herald", "Gazette"]
    articles = pd.DataFrame({"outlet": names, "body": [body.format(n) for n in (34, 43, 39)], "event": "fire"})
    articles.to_csv(tmp_path / "news.csv", index=False)
    notes = annotate(read_corpus(tmp_path / "news.csv"))
    chosen = describe.choose_facts_in_brief(notes, matrix(notes), figure_relations(notes))
    assert chosen["kind"].unique().tolist() == ["figures differ, order unknown", "told by all"]
    assert claim(chosen[chosen["kind"] == "told by all"]) == (
        "All 3 outlets report this: “The old mill had stood empty”."
    )


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        (("08:00", "09:00", "10:00"), None),  # 12, 12 and later 31 hurt: an update
        (("10:00", "09:00", "08:00"), "figures differ"),
        (("09:00", "10:00", "09:00"), "figures differ, order unknown"),
    ],
)
def test_more_people_in_a_later_article_are_no_difference(tmp_path, hours, kind) -> None:
    body = "The blast at the dye works in Lenham hurt {} workers on Monday, the fire service said."
    rows = {"outlet": ["Post", "Herald", "Gazette"], "body": [body.format(number) for number in (12, 12, 31)]}
    articles = pd.DataFrame(rows).assign(event="blast", published=[f"2025-05-05 {hour}" for hour in hours])
    articles.to_csv(tmp_path / "news.csv", index=False)
    notes = annotate(read_corpus(tmp_path / "news.csv"))
    chosen = describe.choose_facts_in_brief(notes, matrix(notes), figure_relations(notes))
    differ = chosen[chosen["kind"].str.startswith("figures differ")]
    assert differ["kind"].unique().tolist() == ([kind] if kind else [])
    if kind:
        is_unknown = claim(differ).endswith("31 in Gazette; which of them is later is not known.")
        assert is_unknown == (kind != "figures differ")


def test_a_claim_on_one_of_several_events_begins_with_the_event() -> None:
    assert claim(DIFFER, with_event=True).startswith(f"On “{DIFFER['event'].iat[0]}”, the reach is 120 metres in Post")
    people = DIFFER.assign(about="people", text="")
    assert claim(people).startswith("The numbers of people differ: 120 metres in Post")


def test_a_text_is_cut_after_a_word() -> None:
    assert cut("The council voted", 17) == "The council voted"
    assert cut("x" * 50, 10) == "x" * 8 + " …"


def test_a_clear_difference_between_groups_is_the_first_claim() -> None:
    row = dict.fromkeys(schema.columns("comparisons"), 0)
    row |= {"measure": "source_types", "item": "anonymous", "outlet": "left", "against": "rest", "estimate": 0.03}
    row |= {"value": 0.054, "value_against": 0.029, "p": 0.001, "q": 0.01, "method": "", "unit": "cluster"}
    table = pd.DataFrame([row])
    groups = pd.DataFrame({"outlet": ["Post", "Star"], "group": ["left", HOSTILE], "column": "leaning"})
    said = describe.first_claims(DIFFER, [NONE], by_group=[table]).data
    assert said.index("of 100 statements in the group “left”".capitalize()) < said.index("The reach is")
    shown = describe.group_differences([table], groups).data
    assert (
        "Of 100 statements in the group “left”, 5.4 have a source of type “anonymous”; in the other groups, 2.9."
        in shown
    )
    assert "<b>left</b>: Post" in shown and "<script" not in shown
    assert "can be told from chance" in describe.group_differences([table.assign(q=0.5)], groups).data
    assert describe.group_differences([table], groups[:0]).data == ""
