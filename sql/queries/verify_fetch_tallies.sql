FETCH 1000 FROM held_tallies
