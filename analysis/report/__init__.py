"""Reports: notebooks run on a corpus, their pages, and the record of what they were made from."""
