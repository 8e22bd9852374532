"""The queue: what is to be screened, what runs, what is done."""
