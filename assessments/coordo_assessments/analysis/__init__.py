"""What an assignment's answers say of its items, of the test, and of an expert panel.

Pure functions on plain numbers; ``cohort`` alone reads the disk. Classical test theory
throughout: with the few dozen trainees of a promotion, a response model would promise more
than the data hold.
"""
