"""The words of an installation: versions in the database, in use in every replica, tried on the frozen questions before."""
