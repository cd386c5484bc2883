"""Writing records: additions that leave every other line as it stands, judged before they are written."""
