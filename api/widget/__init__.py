"""What a widget is told before anybody asks: open or closed, announcements, its words."""
