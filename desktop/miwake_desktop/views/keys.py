"""The keys of the window, place by place, as Settings shows them."""

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Ctrl+1 … Ctrl+8", "go to a place"),
            ("Ctrl+Z", "undo"),
            ("Ctrl+Shift+Z", "do again"),
            ("Ctrl+W", "close the project"),
            ("Ctrl+Q", "quit"),
        ),
    ),
    ("Photos", (("Ctrl+I", "add photos"), ("Ctrl+F", "search"), ("Del", "remove the chosen photos"))),
    (
        "Sort",
        (
            ("1 … 5", "this choice"),
            ("0", "neither"),
            ("?", "can't tell"),
            ("Backspace", "undo"),
            ("Esc", "back to the mix-ups"),
        ),
    ),
    (
        "Look-alike pairs",
        (("Space", "flick between the two photos"), ("C", "these two get confused"), ("Esc", "back to the mix-ups")),
    ),
    (
        "Review",
        (
            ("A", "yes, it is wrong for the photo: use it"),
            ("T", "also true"),
            ("N", "nonsense"),
            ("C", "the photo's own description is wrong"),
            ("E", "edit the look-alike description"),
            ("Space", "can't tell, later"),
            ("Backspace", "undo"),
        ),
    ),
)
