"""Pages of plans: their list, the review, the gate, the acts."""
