"""What a draft would do before it is public: the answers it would give, and what it contradicts."""
