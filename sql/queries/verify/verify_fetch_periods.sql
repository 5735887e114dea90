FETCH 20 FROM periods
