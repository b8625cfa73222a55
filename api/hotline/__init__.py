"""The telephone: calls as the switchboard reports them, and what an operator sees while a caller talks."""
