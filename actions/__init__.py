"""What the dialogue can do; each action translates between a conversation and the policy knowledge."""
