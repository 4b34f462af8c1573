"""What notebooks call as `ss.describe`: sentences, alternative texts and views of tables."""

from analysis._utils.deprecation import with_deprecated_names
from analysis.display.actor_views import (
    actors_by_outlet,
    agency_by_outlet,
    names_by_outlet,
    names_of_actors,
    tone_of_actors,
    tone_toward_actors,
    who_acts,
)
from analysis.display.article_dots import articles_as_dots
from analysis.display.article_labels import named_by_headline
from analysis.display.claims import first_claims, first_difference_in_other_settings, first_picture
from analysis.display.event_coverage import events_covered
from analysis.display.fact_rows import fact_rows
from analysis.display.fact_views import (
    coverage_by_outlet,
    facts_of_largest_events,
    sentences_of_shared_facts,
    sentences_told_only_here,
    shared_facts,
    with_small_outlets_together,
)
from analysis.display.facts_in_brief import choose_facts_in_brief
from analysis.display.figure_views import (
    differing_figures,
    disagreement_first,
    figures_of_one_outlet,
    figures_side_by_side,
    related_figures,
)
from analysis.display.groups import group_differences
from analysis.display.headlines import headlines
from analysis.display.longest_quote import longest_shared_quote
from analysis.display.no_difference import detectable_difference, no_clear_difference
from analysis.display.origin_views import (
    independent_origins,
    originality_by_outlet,
    shared_passages,
    whose_text,
)
from analysis.display.outlet_profile import outlet_profile, profile_section
from analysis.display.outlet_words import outlet_words
from analysis.display.page_addresses import with_event_titles
from analysis.display.planned_hypotheses import planned_hypotheses, planned_section
from analysis.display.scope import events_compared, interval_scope
from analysis.display.sentences import (
    attribution_method,
    attributions_by_source_type,
    corpus_size,
    differences_between_halves,
    most_certain_differences,
    most_certain_item,
    most_certain_items,
    most_certain_outlet,
    number_of_differences,
)
from analysis.display.settings_views import differences_in_other_settings
from analysis.display.sourcing_views import (
    first_attributions,
    mean_sources_by_outlet,
    readable_attributions,
    sources_by_article,
    verbs_that_take_a_stance,
    words_said,
)
from analysis.display.speakers import who_speaks
from analysis.display.style_views import as_written, style_by_outlet
from analysis.display.text_differences import differences_of_texts
from analysis.display.title_block import title_block
from analysis.display.tone_views import agreement_in_direction
from analysis.display.views import (
    articles_and_words,
    articles_by_outlet,
    first_rows_of_each_outlet,
    frame_pairs_by_count,
    house_style,
    largest_outlets,
    outlets_with_most_articles,
    removed_by_rule,
    rows_for,
    tested_by_outlet,
    tested_rows,
    uncertain_segments,
)
from analysis.display.what_else import what_else_differs
from analysis.plots.alt_text import (
    differences_alt_text,
    fact_matrix_alt_text,
    proportions_alt_text,
    similarity_alt_text,
    values_in_words,
    word_shift_alt_text,
)
from analysis.schema import label

__all__ = [
    "actors_by_outlet",
    "agency_by_outlet",
    "agreement_in_direction",
    "articles_and_words",
    "articles_as_dots",
    "articles_by_outlet",
    "as_written",
    "attribution_method",
    "attributions_by_source_type",
    "choose_facts_in_brief",
    "corpus_size",
    "coverage_by_outlet",
    "detectable_difference",
    "differences_alt_text",
    "differences_between_halves",
    "differences_in_other_settings",
    "differences_of_texts",
    "differing_figures",
    "disagreement_first",
    "events_compared",
    "events_covered",
    "fact_matrix_alt_text",
    "fact_rows",
    "facts_of_largest_events",
    "figures_of_one_outlet",
    "figures_side_by_side",
    "first_attributions",
    "first_claims",
    "first_difference_in_other_settings",
    "first_picture",
    "first_rows_of_each_outlet",
    "frame_pairs_by_count",
    "group_differences",
    "headlines",
    "house_style",
    "independent_origins",
    "interval_scope",
    "label",
    "largest_outlets",
    "longest_shared_quote",
    "mean_sources_by_outlet",
    "most_certain_differences",
    "most_certain_item",
    "most_certain_items",
    "most_certain_outlet",
    "named_by_headline",
    "names_by_outlet",
    "names_of_actors",
    "no_clear_difference",
    "number_of_differences",
    "originality_by_outlet",
    "outlet_profile",
    "outlet_words",
    "outlets_with_most_articles",
    "planned_hypotheses",
    "planned_section",
    "profile_section",
    "proportions_alt_text",
    "readable_attributions",
    "related_figures",
    "removed_by_rule",
    "rows_for",
    "sentences_of_shared_facts",
    "sentences_told_only_here",
    "shared_facts",
    "shared_passages",
    "similarity_alt_text",
    "sources_by_article",
    "style_by_outlet",
    "tested_by_outlet",
    "tested_rows",
    "title_block",
    "tone_of_actors",
    "tone_toward_actors",
    "uncertain_segments",
    "values_in_words",
    "verbs_that_take_a_stance",
    "what_else_differs",
    "who_acts",
    "who_speaks",
    "whose_text",
    "with_event_titles",
    "with_small_outlets_together",
    "word_shift_alt_text",
    "words_said",
]

__getattr__ = with_deprecated_names(
    __name__,
    None,
    {
        "alt": "differences_alt_text",
        "attributions": "attributions_by_source_type",
        "corpus": "corpus_size",
        "count": "number_of_differences",
        "found_by": "attribution_method",
        "item": "most_certain_item",
        "items": "most_certain_items",
        "nearest": "similarity_alt_text",
        "outlet": "most_certain_outlet",
        "scope": "interval_scope",
        "shift": "word_shift_alt_text",
        "spoken": "readable_attributions",
        "strongest": "most_certain_differences",
        "styles": "house_style",
        "values": "values_in_words",
    },
)


def __dir__() -> list[str]:
    return __all__
