"""A storm of publications over several replicas, some of them killed: does every one end with the same index?"""
