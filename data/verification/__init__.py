"""Verification: what was handed in for a form is accepted, returned with a reason, locked."""
