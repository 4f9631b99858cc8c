"""Boundary files of any make → features in degrees: archives, formats, letters, coordinates.

Nothing here is believed: sizes are counted while they are read, formats are told by the first bytes
and read by a reader that is named, and no reader can ask an address.
"""
