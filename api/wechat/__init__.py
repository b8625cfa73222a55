"""The WeChat Official Account (公众号): what the platform sends, and how it wants to be answered."""
