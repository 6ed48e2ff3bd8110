"""A school community and a school group of real schools with invented people, figures and plans.

The same each time it is made, with dates that follow today. Names of schools and sites are the ministry's and the
city's open data; nothing else is real.
"""

from vierspan.home.demo.loading import load, sign_ins

__all__ = ["load", "sign_ins"]
