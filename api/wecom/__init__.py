"""WeCom's customer service (企业微信·微信客服): a log of messages that is read, and messages that are sent under an id."""
