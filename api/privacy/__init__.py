"""What is kept of a person, for how long, and how it is handed out or erased (个人信息保护法 44-47)."""
