"""Numbers that people type into the form on a page: what is asked, drafts, their submission."""
