"""Files that ship with Miwake: lexicons, mix-ups, models, icons, texts, report templates."""
