"""From observations to rollups and packs; what goes over between vintages."""
