"""Nothing → how many images are downloaded at the same time, for the help of the commands, too.

Help imports no dataclass, which takes longer than Python itself to start.
"""

from __future__ import annotations

USUAL_JOBS = 8
MOST_JOBS = 16
