"""Annotations in, scores out: one question a file."""

from analysis.measures.framing import frame_words, frames, framing
from analysis.measures.sentiment import sentiment
from analysis.measures.sourcing import voices
from analysis.measures.terms import terms

__all__ = ["frame_words", "frames", "framing", "sentiment", "terms", "voices"]
