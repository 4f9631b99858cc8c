"""What answers say of how long they may be kept (the header `Cache-Control`)."""

from __future__ import annotations

# At an address that names its content or its revision: the answer never changes.
FOR_EVER = "public, max-age=31536000, immutable"
# Kept, and asked for by its ETag each time.
ASK_AGAIN = "no-cache"
