"""Series as lines of a chart, across former areas and breaks."""
