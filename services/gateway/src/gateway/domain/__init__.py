"""What the gateway knows of documents, claims and clashes, free of any technology."""
