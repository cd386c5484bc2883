"""What programs read of an edition: documents that stand beside the pages."""
