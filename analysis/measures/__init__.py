"""Annotations in, scores out: one question a file."""

from analysis.measures.collocations import collocations
from analysis.measures.framing import frame_weights, frame_words, frames, framing
from analysis.measures.sentiment import sentiment, tone_weights
from analysis.measures.sourcing import voices
from analysis.measures.terms import terms

__all__ = [
    "collocations",
    "frame_weights",
    "frame_words",
    "frames",
    "framing",
    "sentiment",
    "terms",
    "tone_weights",
    "voices",
]
