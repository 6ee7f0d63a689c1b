"""What is kept on this computer: the sealed vault file, and its words in memory."""
