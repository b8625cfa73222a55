"""Messages of citizens as they arrive on channels that push: stored before anything is done with them, worked on once."""
