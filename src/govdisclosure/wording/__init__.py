"""How reports are worded: characters, numbers, titles and headings. Readers, rules, claims and rosters ask it."""
