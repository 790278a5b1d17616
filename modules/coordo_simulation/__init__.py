"""What can be computed: the case engine, replay and the domain models. No Jupyter import."""
