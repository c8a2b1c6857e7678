"""What `manage.py bench` measures on a made-up nation: pages and actions beside the same answer by bare SQL."""
