"""Who may do what, where and until when: the administrator's pages. They show nothing of anybody's inspection."""
