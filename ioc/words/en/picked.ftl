## assets/src/analysis/picked.js

picked-pick = Select an area on the map or in the table to see it over time.
picked-rank = rank { $rank }/{ $of }
picked-pin = Add to comparison
picked-unpin = Remove from comparison
picked-hint = On the map and in the table: hold Ctrl or Shift and click; up to six areas
picked-page = Area page
picked-inside = See areas inside
picked-clear = Clear
