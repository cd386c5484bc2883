"""The tests of pps-bulletin; the folders mirror `generator/`."""
