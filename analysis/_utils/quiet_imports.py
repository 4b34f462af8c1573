"""Imported first in processes that work for a command: discards what they print.

It would mix with the output of the command. Errors come back as exceptions. SAMESTORY_DEBUG=1 lets them print.
"""

import os

if not os.environ.get("SAMESTORY_DEBUG"):
    _null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(_null, 1)
    os.dup2(_null, 2)
    os.close(_null)
