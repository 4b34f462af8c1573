"""One format a module; each holds an `Importer` named IMPORTER, which `registry` finds."""
