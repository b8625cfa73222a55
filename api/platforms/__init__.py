"""What the messaging platforms share: access tokens and reading positions that all processes see."""
