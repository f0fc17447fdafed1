"""Newsledger: raw news dumps in, an audited ledger of who said what out."""
