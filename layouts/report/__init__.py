"""The report of an area and period as a document: PDF and DOCX, drawn without a browser."""
