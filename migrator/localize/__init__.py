"""Files of a site that point at Velog → the same files, pointing at the site itself.

Only addresses change, each in its place: the old ones written back in place of the new give the
old file. Links to posts on Velog that are in the site change together with the images.
"""

from migrator.localize.address_forms import rules_of
from migrator.localize.localizing import Localizing

__all__ = ["Localizing", "rules_of"]
