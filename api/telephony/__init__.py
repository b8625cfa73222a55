"""Calls as sound: the AudioSocket server, and the ports to speech recognition and speech synthesis."""
