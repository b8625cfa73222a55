"""Starts, watches and stops api and rasa."""
