"""Files as tables: readers of each kind, headings, texts, what was recognised of them."""
