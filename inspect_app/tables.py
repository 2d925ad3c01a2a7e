"""Every table that the product has: importing this makes each known, so that one may point to another."""

from .accounts import models as accounts
from .assessment import models as assessment
from .audit import models as audit
from .evidence import models as evidence
from .forces import models as forces
from .indicators import models as indicators
from .jobs import models as jobs
from .mail import models as mail
from .moderation import models as moderation
from .remediation import models as remediation
from .search import models as search

__all__ = [
    "accounts",
    "assessment",
    "audit",
    "evidence",
    "forces",
    "indicators",
    "jobs",
    "mail",
    "moderation",
    "remediation",
    "search",
]
