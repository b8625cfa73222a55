"""Is this a question that a government hotline answers?"""
