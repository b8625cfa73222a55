"""The life of an entry: drafts, review, publishing, schedules, reminders, and the lists that staff work with."""
