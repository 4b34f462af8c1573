"""Annotations in, scores out: one question a file."""

from analysis.measures.actor_mentions import actors
from analysis.measures.collocations import collocations
from analysis.measures.framing import (
    frame_pairs,
    frame_patterns,
    frame_positions,
    frame_weights,
    frame_words,
    frames,
    framing,
)
from analysis.measures.semantic_axes import axes, axis_weights, word_vectors
from analysis.measures.sentiment import sentiment, tone_weights, valence
from analysis.measures.shared_quotes import shared_quotes
from analysis.measures.source_affiliation import sides
from analysis.measures.sourcing import cue_verbs, cues, hedges, independent, indirect, quotes, sources, voices
from analysis.measures.target_sentiment import toward
from analysis.measures.terms import terms

__all__ = [
    "actors",
    "axes",
    "axis_weights",
    "collocations",
    "cue_verbs",
    "cues",
    "frame_pairs",
    "frame_patterns",
    "frame_positions",
    "frame_weights",
    "frame_words",
    "frames",
    "framing",
    "hedges",
    "independent",
    "indirect",
    "quotes",
    "sentiment",
    "shared_quotes",
    "sides",
    "sources",
    "terms",
    "tone_weights",
    "toward",
    "valence",
    "voices",
    "word_vectors",
]
