"""How figures of several articles on one event relate: they agree, differ, or say something else."""
