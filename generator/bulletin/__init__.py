"""What the bulletin says, worked out: pure values that pages and feeds only print."""
