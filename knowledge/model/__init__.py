"""Values of the policy domain: frozen, typed, without behaviour that needs a database or a model."""
