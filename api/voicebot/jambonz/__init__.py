"""Calls that jambonz brings: a webhook for every step, verbs as its reply."""
