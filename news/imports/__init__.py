"""The import in the admin: upload, look through, put right, import, report, check."""
