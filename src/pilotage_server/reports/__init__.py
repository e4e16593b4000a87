"""What people read of the whole programme: what is late and why, what to decide, what changed."""
