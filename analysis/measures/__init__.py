"""Annotations in, scores out: one question a file."""

from analysis._utils.deprecation import with_deprecated_names
from analysis._utils.former_measures import FORMER_MEASURES
from analysis.measures.actor_mentions import actor_mentions, attention
from analysis.measures.agency import agency, agency_verbs, agentless_passives
from analysis.measures.attributions import attributions
from analysis.measures.collocations import collocations
from analysis.measures.coverage import coverage
from analysis.measures.figures import figures
from analysis.measures.frame_details import frame_pairs, frame_patterns, frame_positions
from analysis.measures.frame_sentences import frame_sentences
from analysis.measures.framing import frame_definitions, frame_weights, frame_words, framing
from analysis.measures.hedging import hedges
from analysis.measures.house_style import house_style, style_choices
from analysis.measures.naming import naming
from analysis.measures.origins import event_origins, origins
from analysis.measures.reporting_verbs import reporting_verb_counts, reporting_verbs
from analysis.measures.reuse import originality, shared_text
from analysis.measures.semantic_axes import axis_weights, semantic_axes, word_vectors
from analysis.measures.sentiment import sentiment, sentiment_weights
from analysis.measures.shared_quotes import shared_quotes
from analysis.measures.source_affiliation import source_affiliation
from analysis.measures.source_types import distinct_sources, source_types
from analysis.measures.spellings import spellings
from analysis.measures.statements import statements
from analysis.measures.target_sentiment import net_tone, target_sentiment
from analysis.measures.terms import terms
from analysis.measures.tone_sentences import target_sentences, tone_sentences
from analysis.measures.valence import valence
from analysis.measures.voices import indirect_speech, voices
from analysis.measures.wire_copy import wire_copy, wire_evidence

__all__ = [
    "actor_mentions",
    "agency",
    "agency_verbs",
    "agentless_passives",
    "attention",
    "attributions",
    "axis_weights",
    "collocations",
    "coverage",
    "distinct_sources",
    "event_origins",
    "figures",
    "frame_definitions",
    "frame_pairs",
    "frame_patterns",
    "frame_positions",
    "frame_sentences",
    "frame_weights",
    "frame_words",
    "framing",
    "hedges",
    "house_style",
    "indirect_speech",
    "naming",
    "net_tone",
    "originality",
    "origins",
    "reporting_verb_counts",
    "reporting_verbs",
    "semantic_axes",
    "sentiment",
    "sentiment_weights",
    "shared_quotes",
    "shared_text",
    "source_affiliation",
    "source_types",
    "spellings",
    "statements",
    "style_choices",
    "target_sentences",
    "target_sentiment",
    "terms",
    "tone_sentences",
    "valence",
    "voices",
    "wire_copy",
    "wire_evidence",
    "word_vectors",
]

__getattr__ = with_deprecated_names(
    __name__, None, {**FORMER_MEASURES, "frames": "frame_definitions", "tone_weights": "sentiment_weights"}
)


def __dir__() -> list[str]:
    return __all__
