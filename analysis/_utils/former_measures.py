"""What measures were called before."""

from __future__ import annotations

# Name of a measure in bundles made by 0.1.0 -> name now. Removed with the deprecated names of functions.
FORMER_MEASURES = {
    "actors": "actor_mentions",
    "axes": "semantic_axes",
    "axes_intensity": "semantic_axes_intensity",
    "cue_verbs": "reporting_verb_counts",
    "cues": "reporting_verbs",
    "independent": "distinct_sources",
    "indirect": "indirect_speech",
    "quotes": "attributions",
    "sides": "source_affiliation",
    "sources": "source_types",
    "toward": "target_sentiment",
}
