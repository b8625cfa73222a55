"""The default embedding model, built from packages of the Python index alone: no model hub is needed."""
