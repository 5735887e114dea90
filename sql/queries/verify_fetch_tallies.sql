FETCH 100 FROM held_tallies
