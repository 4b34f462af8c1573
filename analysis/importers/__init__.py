"""What databases and the web deliver -> documents -> a corpus folder.

One importer is one module in `formats`, one fixture and one JSON file of expected fields in tests/importers/fixtures.
"""
