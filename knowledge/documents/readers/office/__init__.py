"""Old Word, WPS and RTF files, through LibreOffice."""
