"""What a wall shows: scenes, cards, alerts."""
