"""Types of arrays that the modules of this package share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Floats = NDArray[np.floating[Any]]
Labels = NDArray[np.int64]
