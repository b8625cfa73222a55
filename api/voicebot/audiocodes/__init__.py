"""Calls that AudioCodes VoiceAI Connect brings: activities in, activities out."""
