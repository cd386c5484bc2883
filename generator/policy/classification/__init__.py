"""The use case of each patch, and what it hangs on (PPS2xx)."""
