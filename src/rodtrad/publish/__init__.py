"""Print a document tree as HTML, PDF and DOCX."""
