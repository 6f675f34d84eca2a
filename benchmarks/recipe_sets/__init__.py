"""The photo sets that recipes are compared on, each as examples whose groups never cross splits."""
