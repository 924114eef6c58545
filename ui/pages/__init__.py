"""Parts that several screens share: sheets, previews, files beside a record, acts on it, its register."""
