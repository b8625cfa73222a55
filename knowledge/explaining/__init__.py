"""Why a turn was answered as it was, in words for the staff who write the knowledge."""
