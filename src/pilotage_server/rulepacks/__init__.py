"""Which rule packs are in force, and since when: adoptions, the pages of packs, forks."""
