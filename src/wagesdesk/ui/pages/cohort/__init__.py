"""Starting a cohort."""
