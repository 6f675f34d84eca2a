"""What is on the screen: the window, its places and their parts."""
