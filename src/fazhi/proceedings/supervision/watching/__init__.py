"""Who looks for what the supervision rules name: small queries over state, one for each rule."""
