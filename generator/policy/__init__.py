"""The use-case document as code: a folder per family, a file per rule."""
