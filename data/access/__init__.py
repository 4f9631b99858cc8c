"""Who may do what: tokens and their bounds, sessions, the trail of what was done."""
