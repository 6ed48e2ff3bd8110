#!/usr/bin/env python
"""For tools that expect a manage.py; people type `vierspan`."""

from vierspan.config.cli import main

if __name__ == "__main__":
    main()
