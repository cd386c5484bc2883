"""What a change may do: nothing recorded is lost, bent or back-dated (PPS206, PPS802-PPS804, PPS807-PPS810)."""
