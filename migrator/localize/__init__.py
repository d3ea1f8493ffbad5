"""Posts that stand in a site and point at Velog → the same posts, pointing at the site itself.

Nothing of a post changes but the addresses, each in its place: what was before is had back by
writing the old ones in the places of the new. Links to posts on Velog that stand in the site change
with the images.
"""

from migrator.localize.address_forms import rules_of
from migrator.localize.localizing import Localizing

__all__ = ["Localizing", "rules_of"]
