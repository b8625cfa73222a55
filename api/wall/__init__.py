"""The whole desk at a glance, live: what staff are told as it happens, and the supervisor's wall."""
