"""One module for each kind of page: a frozen view-model with every decision taken."""
