"""The catalogue of rules: what each problem means, why it matters and how to mend it."""
