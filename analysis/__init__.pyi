from . import coding as coding
from . import measures as measures
from . import plots as plots
from .annotation.annotate import annotate as annotate
from .annotation.kwic import kwic as kwic
from .batch.annotate_table import annotate_table as annotate_table
from .bundles.share import share as share
from .comparison.compare import compare as compare
from .comparison.cooccurrence import cooccurrence as cooccurrence
from .comparison.equivalence import equivalence as equivalence
from .comparison.keyness import keyness as keyness
from .comparison.misclassification import corrected_comparison as corrected_comparison
from .comparison.misclassification import corrected_proportions as corrected_proportions
from .comparison.power import power as power
from .comparison.similarity import similarity as similarity
from .comparison.word_shift import frame_shift as frame_shift
from .comparison.word_shift import word_shift as word_shift
from .corpus.reading import read_corpus as read_corpus
from .display import describe as describe
from .display.figures import show_figure as show_figure
from .display.saving import load_table as load_table
from .display.saving import output_folder as output_folder
from .display.saving import save_table as save_table
from .display.tables import show_table as show_table
from .display.validity import validity as validity
from .measures.list_measures import list_measures as list_measures

__version__: str
