"""Knowledge sheets of a hotline centre: tables of questions and answers, read, checked, and written again."""
