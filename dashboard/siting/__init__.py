"""Where the mobile third place should stop next."""

from dashboard.siting.candidates import Candidate, Kind, candidates
from dashboard.siting.proposal import Proposal, Reached, Request, Siting, propose

__all__ = ["Candidate", "Kind", "Proposal", "Reached", "Request", "Siting", "candidates", "propose"]
