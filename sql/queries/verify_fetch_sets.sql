FETCH 1000 FROM held_sets
