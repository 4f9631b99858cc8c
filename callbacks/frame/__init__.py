"""What every page needs: store, language, address."""
