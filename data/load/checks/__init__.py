"""What is checked of the rows of a file or a message before anything is stored."""
